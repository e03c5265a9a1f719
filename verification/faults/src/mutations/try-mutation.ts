import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { readInvariants, type Search } from '../search/search-histories.ts';
import { searchInThread } from '../search/search-in-thread.ts';
import { breakOnPurpose, type Mutation } from './break-on-purpose.ts';
import type { MutatedSearch } from './mutation-thread.ts';

const ROOT = new URL('../../../../', import.meta.url);
const THREAD = new URL('mutation-thread.ts', import.meta.url);

export interface MutationTrial {
  readonly mutation: Mutation;
  readonly verdict: 'noticed' | 'NOT noticed' | 'no longer applies';
  /** The number of histories that ran. */
  readonly histories: number;
  /** Other invariants that those histories violated. */
  readonly alsoNoticedBy: readonly string[];
}

/** Breaks the product in memory, and searches histories until the expected invariant is violated. */
export async function tryMutation(
  mutation: Mutation,
  { runs, seed }: Omit<Search, 'until'>,
): Promise<MutationTrial> {
  const { noticedBy } = mutation;
  const url = new URL(mutation.file, ROOT);
  const source = existsSync(url) ? breakOnPurpose(await readFile(url, 'utf8'), mutation) : undefined;
  if (source === undefined) {
    return { mutation, verdict: 'no longer applies', histories: 0, alsoNoticedBy: [] };
  }
  const data: MutatedSearch = { url: url.href, source, search: { runs, seed, until: noticedBy } };
  const { histories, violating } = await searchInThread(THREAD, data);
  const invariants = new Set(violating.flatMap(({ violations }) => [...readInvariants(violations)]));
  const noticed = invariants.delete(noticedBy);
  return {
    mutation,
    verdict: noticed ? 'noticed' : 'NOT noticed',
    histories,
    alsoNoticedBy: [...invariants],
  };
}
