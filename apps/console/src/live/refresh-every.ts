import type { Query } from '@tanstack/react-query';

/** Pause after an error, so that an API that is down isn't asked more often than one that answers, whose client tries once again by itself. */
const AFTER_ERROR_MS = 15_000;

/** Creates the interval at which a query is read again: the given one, or a longer one after an error. */
export function refreshEvery(ms: number) {
  return ({ state }: { readonly state: Pick<Query['state'], 'status'> }): number =>
    state.status === 'error' ? Math.max(ms, AFTER_ERROR_MS) : ms;
}
