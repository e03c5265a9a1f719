import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { retryDelaySeconds } from './retry-delay.ts';

const almostOne = () => 1 - Number.EPSILON;
const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

describe('retryDelaySeconds', () => {
  it('grows fourfold with each delivery, up to 15 minutes', () => {
    expect([1, 2, 3, 4, 5, 6, 100].map((receiveCount) => retryDelaySeconds(receiveCount, () => 0))).toEqual([
      5, 20, 80, 320, 900, 900, 900,
    ]);
  });

  it('takes up to half of it away by chance', () => {
    expect([1, 2, 3, 4, 5].map((receiveCount) => retryDelaySeconds(receiveCount, almostOne))).toEqual([
      3, 11, 41, 161, 451,
    ]);
  });

  it('keeps no message for longer than 15 minutes, or a hundred deliveries for less than the seven hours after which an item is given up', () => {
    fc.assert(
      fc.property(fc.array(random, { minLength: 99, maxLength: 99 }), (chances) => {
        const waits = chances.map((chance, n) => retryDelaySeconds(n + 1, () => chance));
        expect(Math.max(...waits)).toBeLessThanOrEqual(15 * 60);
        expect(waits.reduce((sum, seconds) => sum + seconds, 0)).toBeGreaterThan(7 * 60 * 60);
      }),
    );
  });

  it.each([
    ['no product', 16 * 60, 16 * 60, 17 * 60],
    ['no product, of an import', 120, 120, 150],
  ])('ends a wait for %s within seconds', (_, seconds, from, to) => {
    fc.assert(
      fc.property(fc.infiniteStream(random), (chances) => {
        let passed = 0;
        for (let receiveCount = 1; passed < seconds; receiveCount += 1) {
          passed += retryDelaySeconds(
            receiveCount,
            () => chances.next().value as number,
            (seconds - passed) * 1000,
          );
        }
        expect(passed).toBeGreaterThanOrEqual(from);
        expect(passed).toBeLessThanOrEqual(to);
      }),
    );
  });
});
