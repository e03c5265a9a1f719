import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { retryDelaySeconds } from './retry-delay.ts';

it('grows from 5 seconds to 15 minutes', () => {
  expect([1, 2, 3, 4, 5, 100].map((failures) => retryDelaySeconds(failures, () => 0))).toEqual([
    5, 20, 80, 320, 900, 900,
  ]);
});

it('is longer by up to half of it, so that 30 of them are more than six hours', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (random) => {
      const delays = Array.from({ length: 30 }, (_, n) => retryDelaySeconds(n + 1, () => random));

      expect(delays.reduce((sum, seconds) => sum + seconds)).toBeGreaterThan(6 * 60 * 60);
      expect(Math.max(...delays)).toBeLessThanOrEqual(1350);
    }),
  );
});
