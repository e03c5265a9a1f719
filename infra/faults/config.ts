import type { Parameters } from 'fast-check';

/**
 * Histories that every run of the tests lives through, in half a minute. Fixed, so that a change that has nothing to do
 * with them can't fail on them.
 */
const USUAL = { runs: 100, seed: 1 };

/**
 * How to search for a bad history. `FAULT_RUNS` searches longer, `FAULT_SEED` elsewhere (`random`: where nobody has looked); a failure
 * names its seed and its path, and `FAULT_SEED` and `FAULT_PATH` lead there again.
 */
export function searchParameters(env: NodeJS.ProcessEnv = process.env): Parameters<unknown> {
  const { FAULT_RUNS = USUAL.runs, FAULT_SEED = USUAL.seed, FAULT_PATH } = env;
  return {
    numRuns: Number(FAULT_RUNS),
    ...(FAULT_SEED !== 'random' && { seed: Number(FAULT_SEED) }),
    ...(FAULT_PATH !== undefined && { path: FAULT_PATH, endOnFailure: true }),
  };
}
