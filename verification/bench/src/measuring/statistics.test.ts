import { describe, expect, it } from 'vitest';
import { medianInterval, pairedRatio, percentile, spreadOf } from './statistics.ts';

describe('spreadOf', () => {
  it('gives the middle of an odd number of samples, and their range', () => {
    expect(spreadOf([9, 1, 4])).toEqual({ median: 4, low: 1, high: 9 });
  });

  it('gives the mean of the two in the middle of an even number', () => {
    expect(spreadOf([4, 1, 2, 9]).median).toBe(3);
  });

  it('refuses to sum up nothing', () => {
    expect(() => spreadOf([])).toThrow(RangeError);
  });
});

/** Samples from 1 to `count`. */
const samples = (count: number) => Array.from({ length: count }, (_, n) => n + 1);

describe('medianInterval', () => {
  // The ranks of tables of this interval, such as https://www-users.york.ac.uk/~mb55/intro/cicent.htm
  it.each([
    [3, 1, 3],
    [5, 1, 5],
    [8, 1, 8],
    [9, 2, 8],
    [11, 2, 10],
    [12, 3, 10],
    [20, 6, 15],
    [100, 40, 61],
  ])('of %d samples is from the smallest but some, %d, to %d', (count, low, high) => {
    expect(medianInterval(samples(count))).toMatchObject({ low, high });
    expect(medianInterval(samples(count).toReversed())).toMatchObject({ low, high });
  });

  it('holds the median, gets narrower with more samples, and ends with thousands of them', () => {
    const { median, low, high } = medianInterval(samples(5001));
    expect(median).toBe(2501);
    // 1.96 standard deviations of the rank, √n / 2, on each side.
    expect(median - low).toBeCloseTo(high - median, 0);
    expect(high - median).toBeGreaterThan(69);
    expect(high - median).toBeLessThan(71);
  });

  it('leaves out one bad round of eleven', () => {
    expect(medianInterval([...samples(10), 1000]).high).toBe(10);
  });

  it('refuses to sum up nothing', () => {
    expect(() => medianInterval([])).toThrow(RangeError);
  });
});

describe('pairedRatio', () => {
  it('leaves out what slowed down a whole round', () => {
    expect(pairedRatio([10, 100, 20], [20, 200, 40])).toEqual({ median: 0.5, low: 0.5, high: 0.5 });
  });

  it('is the median of the rounds, not the ratio of the medians', () => {
    expect(pairedRatio([1, 2, 3], [3, 2, 1]).median).toBe(1);
    expect(pairedRatio([1, 8, 9], [1, 2, 9]).median).toBe(1);
  });

  it('refuses what was not measured in pairs', () => {
    expect(() => pairedRatio([1, 2], [1])).toThrow(RangeError);
  });
});

describe('percentile', () => {
  it('gives the value below which so many of the samples are', () => {
    const upTo100 = [0, ...samples(100)];
    expect(percentile(upTo100, 99)).toBe(99);
    expect(percentile(upTo100, 0)).toBe(0);
  });
});
