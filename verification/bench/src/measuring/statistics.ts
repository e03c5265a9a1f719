import { max, median, min, quantile } from 'd3-array';

/** The median and the range of several samples. */
export interface Spread {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

/** @throws {RangeError} without samples. */
export function spreadOf(samples: readonly number[]): Spread {
  const [middle, low, high] = [median(samples), min(samples), max(samples)];
  if (middle === undefined || low === undefined || high === undefined) {
    throw new RangeError('There are no samples.');
  }
  return { median: middle, low, high };
}

/**
 * Divides `ours` by `peer` within each round, so that a temporary slowdown of the machine affects both and
 * cancels out.
 * @throws {RangeError} without samples, or if the numbers of samples differ.
 */
export function pairedRatio(ours: readonly number[], peer: readonly number[]): Spread {
  if (ours.length !== peer.length) {
    throw new RangeError(`${ours.length} samples can't be paired with ${peer.length}.`);
  }
  return spreadOf(ours.map((value, round) => value / peer[round]!));
}

/** @throws {RangeError} without samples. */
export function percentile(samples: readonly number[], percent: number): number {
  const value = quantile(samples, percent / 100);
  if (value === undefined) {
    throw new RangeError('There are no samples.');
  }
  return value;
}
