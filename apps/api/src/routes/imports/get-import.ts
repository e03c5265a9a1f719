import { readPreferences } from '@async-catalog/http-contract';
import { type ImportRecord, toImport } from '@async-catalog/product-schema';
import type { Context } from 'hono';
import type { AppEnv } from '../../app-env.ts';
import { requeueImport } from '../../core/imports/requeue-import.ts';
import { toAnswer } from '../../core/imports/to-answer.ts';
import { poll } from '../../core/poll.ts';
import { REVALIDATED } from '../../middleware/cache-control.ts';
import { matchesEtag } from '../matches-etag.ts';
import { defineOperation } from '../operation.ts';
import { NoQuery, readQuery } from '../read-query.ts';
import { POLL_AFTER_SECONDS } from '../submissions/get-submission.ts';
import { readOwnImport } from './read-own-import.ts';

const PENDING: ReadonlySet<string> = new Set(['uploading', 'queued', 'processing', 'overdue']);

export const getImport = defineOperation({
  method: 'GET',
  path: '/imports/:id',
  scope: 'catalog:read',
  async handle(c) {
    readQuery(c, NoQuery);
    const first = await readOwnImport(c);
    await requeue(c, first);
    const known = c.req.header('if-none-match');
    const record = known === undefined ? first : await waitForChange(c, first, known);
    const answer = await toAnswer(c.var.deps, record);
    if (PENDING.has(answer.status)) {
      c.header('retry-after', String(POLL_AFTER_SECONDS));
    }
    if (answer.upload !== undefined) {
      // No ETag: the URLs of the parts are others in each answer, and a 304 would keep those that have expired.
      return c.json(answer);
    }
    const etag = etagOf(c, record);
    return matchesEtag(known, etag)
      ? c.body(null, 304, { ...REVALIDATED, etag })
      : c.json(answer, 200, { ...REVALIDATED, etag });
  },
});

/** Waits, if the request prefers that, until the import is another one than the client knows. */
async function waitForChange(
  c: Context<AppEnv, '/imports/:id'>,
  first: ImportRecord,
  known: string,
): Promise<ImportRecord> {
  const { deps, startedAt } = c.var;
  const { waitSeconds } = readPreferences(c.req.header('prefer'));
  if (waitSeconds === undefined || !matchesEtag(known, etagOf(c, first))) {
    return first;
  }
  c.header('preference-applied', `wait=${waitSeconds}`);
  const deadline = new Date(startedAt.getTime() + waitSeconds * 1000);
  const { signal } = c.req.raw;
  let newest = first;
  await poll(
    deps,
    async () => (newest = await readOwnImport(c)),
    (record) => !matchesEtag(known, etagOf(c, record)),
    { deadline, signal },
  ).catch((error: unknown) => {
    // Nobody is there to read the answer.
    if (!signal.aborted) {
      throw error;
    }
  });
  return newest;
}

function etagOf(c: Context<AppEnv>, record: ImportRecord): string {
  const { now, sha256 } = c.get('deps');
  return `"${sha256(JSON.stringify(toImport(record, now()))).slice(0, 32)}"`;
}

/** Queues what got lost. A failure isn't the reader's, and the next read tries again. */
async function requeue(c: Context<AppEnv>, record: ImportRecord): Promise<void> {
  const { deps, requestId } = c.var;
  try {
    await requeueImport(deps, record);
  } catch (error) {
    deps.log.error('import not queued again', { requestId, importId: record.id, error });
  }
}
