import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { retryDelaySeconds } from './retry-delay.ts';

const almostOne = () => 1 - Number.EPSILON;
const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

describe('retryDelaySeconds', () => {
  it('grows fourfold with each delivery, up to ten minutes', () => {
    expect([1, 2, 3, 4, 5, 6, 100].map((receiveCount) => retryDelaySeconds(receiveCount, () => 0))).toEqual([
      5, 20, 80, 320, 600, 600, 600,
    ]);
  });

  it('takes up to half of it away by chance', () => {
    expect([1, 2, 3, 4, 5].map((receiveCount) => retryDelaySeconds(receiveCount, almostOne))).toEqual([
      3, 11, 41, 161, 301,
    ]);
  });

  it('lets a message outlast an outage of two minutes, but not its submission’s deadline of 15 minutes', () => {
    fc.assert(
      fc.property(fc.tuple(random, random, random, random), (chances) => {
        const waited = chances.reduce((sum, chance, n) => sum + retryDelaySeconds(n + 1, () => chance), 0);
        expect(waited).toBeGreaterThan(120);
        expect(waited).toBeLessThan(15 * 60);
      }),
    );
  });
});
