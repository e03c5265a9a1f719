import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { searchParameters } from './config.ts';
import { history } from './histories.ts';
import { liveThrough } from './live-through.ts';

const HOURS = 60 * 60 * 1000;

it('any history ends in the truth', { timeout: HOURS }, async () => {
  await fc.assert(
    fc.asyncProperty(history, async (one) => {
      const { untruths, happened } = await liveThrough(one);

      expect({ untruths, happened }).toEqual({ untruths: [], happened });
    }),
    searchParameters(),
  );
});
