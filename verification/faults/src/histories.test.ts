import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { loadSearchOptions } from './config.ts';
import { history } from './histories.ts';
import { runHistory } from './run-history.ts';

const ONE_HOUR = 60 * 60 * 1000;

/** Number of histories. The nightly run has 5,000. */
const DEFAULT_RUNS = 100;

const { runs, seed, path } = loadSearchOptions(DEFAULT_RUNS);

it(`violates no invariant in ${runs} histories (FAULT_SEED=${seed})`, { timeout: ONE_HOUR }, async () => {
  await fc.assert(
    fc.asyncProperty(history, async (one) => {
      const { violations, injected } = await runHistory(one, { traced: path !== undefined });

      expect({ violations, injected }).toEqual({ violations: [], injected });
    }),
    { numRuns: runs, seed, ...(path !== undefined && { path, endOnFailure: true }) },
  );
});
