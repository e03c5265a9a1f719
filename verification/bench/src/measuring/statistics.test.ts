import { describe, expect, it } from 'vitest';
import { pairedRatio, percentile, spreadOf } from './statistics.ts';

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
    const samples = Array.from({ length: 101 }, (_, n) => n);
    expect(percentile(samples, 99)).toBe(99);
    expect(percentile(samples, 0)).toBe(0);
  });
});
