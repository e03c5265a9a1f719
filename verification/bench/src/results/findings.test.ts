import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Target, verdictOf } from './findings.ts';

const target: Target = { name: 'CPU', bound: 'at most', limit: 1.25, value: 1.2, unit: '×' };

describe('verdictOf', () => {
  it.each([
    ['at most', 1.1, 1.24, 'met'],
    ['at most', 1.1, 1.25, 'met'],
    ['at most', 1.1, 1.26, 'not enough to say'],
    ['at most', 1.25, 1.4, 'not enough to say'],
    ['at most', 1.26, 1.4, 'missed'],
    ['at least', 1.1, 1.24, 'missed'],
    ['at least', 1.1, 1.25, 'not enough to say'],
    ['at least', 1.24, 1.4, 'not enough to say'],
    ['at least', 1.25, 1.4, 'met'],
  ] as const)('of %s 1.25, measured from %d to %d, is: %s', (bound, low, high, expected) => {
    expect(verdictOf({ ...target, bound, low, high, value: (low + high) / 2 })).toBe(expected);
  });

  it('goes by the value alone if that was counted', () => {
    expect(verdictOf({ ...target, value: 1.25 })).toBe('met');
    expect(verdictOf({ ...target, value: 1.2501 })).toBe('missed');
    expect(verdictOf({ ...target, bound: 'at least', value: 1.2499 })).toBe('missed');
  });

  const ratio = fc.double({ min: 0.1, max: 10, noNaN: true });

  it('is the same for every value in the interval, or else there is not enough to say', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('at most', 'at least'),
        ratio,
        fc.tuple(ratio, ratio, ratio),
        (bound, limit, values) => {
          const [low = 0, value = 0, high = 0] = values.toSorted((a, b) => a - b);
          const verdicts = new Set(
            [low, value, high].map((one) => verdictOf({ ...target, bound, limit, value: one })),
          );
          const verdict = verdictOf({ ...target, bound, limit, value, low, high });
          expect(verdict).toBe(
            verdictOf({ ...target, bound, limit, value: low }) ===
              verdictOf({ ...target, bound, limit, value: high })
              ? [...verdicts][0]
              : 'not enough to say',
          );
        },
      ),
    );
  });
});
