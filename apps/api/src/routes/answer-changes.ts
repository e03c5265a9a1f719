import { readPreferences } from '@async-catalog/http-contract';
import type { Context } from 'hono';
import type { AppEnv } from '../app-env.ts';
import type { Watch } from '../core/watch.ts';
import { REVALIDATED } from '../middleware/cache-control.ts';
import { mayWait } from '../middleware/caller-limits.ts';
import { matchesEtag } from './matches-etag.ts';

/** Seconds between polls: most submissions are done within seconds. */
export const POLL_AFTER_SECONDS = 1;

/** Reads of a record that changes, and the representation that its ETag stands for, which time can change, too. */
interface Changing<Stored> {
  readonly watch: Watch<Stored | undefined>;
  /** Checks that a record, which requests of several callers may have shared, is this caller's own. */
  readonly own: (c: Context<AppEnv>, record: Stored | undefined) => Stored;
  readonly represent: (record: Stored, now: Date) => object;
  /** Tells whether nothing is awaited of a record any more. Only a redrive can still change it. */
  readonly isFinal: (record: Stored) => boolean;
}

/**
 * Waits, if the request prefers that, until the record's representation is another one than the client knows.
 * Resolves to the newest record, at the deadline too.
 * @param first Record as this request itself has read it.
 */
export async function waitForChange<Stored extends { readonly id: string }>(
  c: Context<AppEnv>,
  first: Stored,
  { watch, own, represent, isFinal }: Changing<Stored>,
): Promise<Stored> {
  const { deps, startedAt } = c.var;
  const known = c.req.header('if-none-match');
  const { waitSeconds } = readPreferences(c.req.header('prefer'));
  const isKnown = (record: Stored) => matchesEtag(known, etagOf(c, represent(record, deps.now())));
  // `*` is every state, so nothing that happens would end its wait.
  const isAwaited = known?.trim() !== '*' && !isFinal(first) && isKnown(first);
  if (waitSeconds === undefined || !isAwaited || !(await mayWait(c))) {
    return first;
  }
  c.header('preference-applied', `wait=${waitSeconds}`);
  const deadline = new Date(startedAt.getTime() + waitSeconds * 1000);
  const { signal } = c.req.raw;
  let newest = first;
  const isChanged = (record: Stored | undefined): boolean => {
    newest = own(c, record);
    return !isKnown(newest);
  };
  await watch(first.id, isChanged, { deadline, signal }).catch((error: unknown) => {
    // Nobody is there to read the answer.
    if (!signal.aborted) {
      throw error;
    }
  });
  return newest;
}

/** Answers a representation with its ETag, or that the client knows it. */
export function answerWithEtag(c: Context<AppEnv>, representation: object): Response {
  const etag = etagOf(c, representation);
  return matchesEtag(c.req.header('if-none-match'), etag)
    ? c.body(null, 304, { ...REVALIDATED, etag })
    : c.json(representation, 200, { ...REVALIDATED, etag });
}

function etagOf(c: Context<AppEnv>, representation: object): string {
  return `"${c.get('deps').sha256(JSON.stringify(representation)).slice(0, 32)}"`;
}
