import { randomInt } from 'node:crypto';

/** Fixed, so that a test run doesn't fail on histories that the change under test has nothing to do with. */
const DEFAULT_SEED = 1;

export interface SearchOptions {
  readonly runs: number;
  readonly seed: number;
  /** Leads to one history, which is then the only one to run. */
  readonly path: string | undefined;
}

/**
 * Reads how far and where to search. `FAULT_RUNS` runs more histories, `FAULT_SEED` others (`random`: new
 * ones each time); `FAULT_SEED` and `FAULT_PATH`, as a failure prints them, replay its history.
 */
export function loadSearchOptions(defaultRuns: number, env: NodeJS.ProcessEnv = process.env): SearchOptions {
  const { FAULT_RUNS = defaultRuns, FAULT_SEED = DEFAULT_SEED, FAULT_PATH: path } = env;
  const seed = FAULT_SEED === 'random' ? randomInt(2 ** 31) : Number(FAULT_SEED);
  return { runs: path === undefined ? Number(FAULT_RUNS) : 1, seed, path };
}
