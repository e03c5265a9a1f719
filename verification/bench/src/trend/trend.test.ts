import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { acceptedTrend, compare, comparisonTable, type Figure, type Trend, trendText } from './trend.ts';

const bytes = (value: number, tolerance = 0.05): Figure => ({ name: 'bytes', value, tolerance });
const verdict = (accepted: Trend, ...measured: Figure[]) => compare(accepted, measured)[0]?.verdict;

describe('compare', () => {
  it.each([
    [105, 'worse'],
    [104.9, 'same'],
    [100, 'same'],
    [95.1, 'same'],
    [95, 'better'],
  ])('finds %d, where 100 was accepted, %s', (value, expected) => {
    expect(verdict({ bytes: 100 }, bytes(value))).toBe(expected);
  });

  it('allows a figure the tolerance that it needs', () => {
    expect(verdict({ bytes: 100 }, bytes(119, 0.2))).toBe('same');
    expect(verdict({ bytes: 100 }, bytes(121, 0.2))).toBe('worse');
  });

  it('names a figure that was not accepted before, and one that is no longer measured', () => {
    expect(compare({ requests: 2 }, [bytes(100)])).toEqual([
      { name: 'bytes', before: undefined, now: 100, verdict: 'new' },
      { name: 'requests', before: 2, now: undefined, verdict: 'missing' },
    ]);
  });

  it('finds a figure of nothing the same while it is nothing', () => {
    expect(verdict({ bytes: 0 }, bytes(0))).toBe('same');
    expect(verdict({ bytes: 0 }, bytes(1))).toBe('worse');
  });
});

describe('acceptedTrend', () => {
  const accepted: Trend = { same: 100, worse: 100, better: 100, missing: 100 };
  const measured = Object.entries({ same: 101, worse: 200, better: 50, new: 7 }).map(([name, value]) => ({
    ...bytes(value),
    name,
  }));

  it('has what was measured now, so that small changes don’t add up unseen', () => {
    expect(acceptedTrend(compare(accepted, measured))).toEqual({ same: 101, worse: 200, better: 50, new: 7 });
  });

  it('is the same in each figure when it is compared with what it was made of', () => {
    const trend = JSON.parse(trendText(acceptedTrend(compare(accepted, measured)))) as Trend;
    expect(new Set(compare(trend, measured).map((one) => one.verdict))).toEqual(new Set(['same']));
  });
});

describe('trendText', () => {
  it('has a line for each figure, without digits that say nothing', () => {
    expect(
      trendText({ 'bytes of a bundle': 1_234_567, 'requests per product': 8.150_000_01, CPU: 1.304_248 }),
    ).toBe('{\n  "bytes of a bundle": 1234567,\n  "requests per product": 8.15,\n  "CPU": 1.3042\n}\n');
  });

  it('keeps every figure to far less than the tolerance', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-3, max: 1e9, noNaN: true }), (value) => {
        const { figure = 0 } = JSON.parse(trendText({ figure: value })) as Trend;
        expect(Math.abs(figure / value - 1)).toBeLessThan(0.0001);
      }),
    );
  });
});

it('shows each figure before and now, the change, and what is not the same', () => {
  const table = comparisonTable(
    compare({ bytes: 2000, requests: 2 }, [bytes(2120), { ...bytes(3), name: 'new one' }]),
  );
  expect(table.split('\n')).toEqual([
    'figure    before    now  change',
    'bytes      2,000  2,120   +6.0%    worse',
    'new one        –      3              new',
    'requests       2      –          missing',
  ]);
});
