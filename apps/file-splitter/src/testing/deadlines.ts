import type { Deadlines } from '../core/deadlines.ts';

/** Creates deadlines of which a test ends the time to work itself. */
export function controlledDeadlines(): Deadlines & { readonly endWork: () => void } {
  const work = new AbortController();
  return {
    work: work.signal,
    calls: new AbortController().signal,
    endWork: () => work.abort(),
  };
}
