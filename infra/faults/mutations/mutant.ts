import { registerHooks } from 'node:module';
import { workerData, parentPort } from 'node:worker_threads';
import type { Mutation } from './mutations.ts';

/** What the search for a bad history found in the broken product. */
export interface Verdict {
  readonly histories: number;
  /** Where to find the history again; absent when none was found. */
  readonly found?: { readonly seed: number; readonly path: string; readonly untruths: readonly string[] };
}

const { mutation, runs, seed } = workerData as { mutation: Mutation; runs: number; seed: number };
let applied = false;

registerHooks({
  load(url, context, nextLoad) {
    const loaded = nextLoad(url, context);
    if (!url.endsWith(`/${mutation.file}`)) {
      return loaded;
    }
    const source =
      typeof loaded.source === 'string' ? loaded.source : new TextDecoder().decode(loaded.source);
    const parts = source.split(mutation.from);
    if (parts.length !== 2) {
      throw new Error(`${mutation.file} has ${parts.length - 1} places to break, not one`);
    }
    applied = true;
    return { ...loaded, source: parts.join(mutation.to) };
  },
});

// Loaded only now, so that the hook sees it.
const fc = await import('fast-check');
const { history } = await import('../histories.ts');
const { liveThrough } = await import('../live-through.ts');

let untruths: readonly string[] = [];
const result = await fc.check(
  fc.asyncProperty(history, async (one) => {
    ({ untruths } = await liveThrough(one));
    return untruths.length === 0;
  }),
  { numRuns: runs, seed, endOnFailure: true },
);
if (!applied) {
  throw new Error(`${mutation.file} was never loaded`);
}
parentPort?.postMessage({
  histories: result.numRuns,
  ...(result.failed && { found: { seed, path: result.counterexamplePath ?? '', untruths } }),
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker's port, not a window
} satisfies Verdict);
