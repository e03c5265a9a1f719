import { randomInt } from 'node:crypto';

/** Fixed, so that a test run doesn't fail on histories unrelated to the change under test. */
const DEFAULT_SEED = 1;

export interface SearchOptions {
  readonly runs: number;
  readonly seed: number;
  /** Path to one history, which is then the only one to run. */
  readonly path: string | undefined;
}

/**
 * Reads the options of the search. `FAULT_RUNS` sets the number of histories, `FAULT_SEED` chooses them
 * (`random`: new ones each time), and with the `FAULT_PATH` that a failure prints replays its history.
 */
export function loadSearchOptions(defaultRuns: number, env: NodeJS.ProcessEnv = process.env): SearchOptions {
  const { FAULT_RUNS = defaultRuns, FAULT_SEED = DEFAULT_SEED, FAULT_PATH: path } = env;
  const seed = FAULT_SEED === 'random' ? randomInt(2 ** 31) : Number(FAULT_SEED);
  return { runs: path === undefined ? Number(FAULT_RUNS) : 1, seed, path };
}
