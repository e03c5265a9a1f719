import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { loadSearch } from './config.ts';
import { history } from './histories.ts';
import { liveThrough } from './live-through.ts';

const HOURS = 60 * 60 * 1000;

/** Some 15 seconds. */
const USUAL_RUNS = 300;

const { runs, seed, path } = loadSearch(USUAL_RUNS);

it(`any of ${runs} histories ends in the truth (FAULT_SEED=${seed})`, { timeout: HOURS }, async () => {
  await fc.assert(
    fc.asyncProperty(history, async (one) => {
      const { untruths, happened } = await liveThrough(one, { traced: path !== undefined });

      expect({ untruths, happened }).toEqual({ untruths: [], happened });
    }),
    { numRuns: runs, seed, ...(path !== undefined && { path, endOnFailure: true }) },
  );
});
