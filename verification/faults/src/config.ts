import { randomInt } from 'node:crypto';

/** Fixed, so that a change that has nothing to do with these histories can't fail on them. */
const USUAL_SEED = 1;

export interface Search {
  readonly runs: number;
  readonly seed: number;
  /** To one history, and no further. */
  readonly path: string | undefined;
}

/**
 * How to search for a bad history. `FAULT_RUNS` searches longer, `FAULT_SEED` elsewhere (`random`: where nobody has looked); a failure
 * names its seed and its path, and `FAULT_SEED` and `FAULT_PATH` lead there again.
 */
export function loadSearch(usualRuns: number, env: NodeJS.ProcessEnv = process.env): Search {
  const { FAULT_RUNS = usualRuns, FAULT_SEED = USUAL_SEED, FAULT_PATH: path } = env;
  const seed = FAULT_SEED === 'random' ? randomInt(2 ** 31) : Number(FAULT_SEED);
  return { runs: path === undefined ? Number(FAULT_RUNS) : 1, seed, path };
}
