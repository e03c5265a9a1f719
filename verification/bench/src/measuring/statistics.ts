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
 * Divides `ours` by `peer` within each round, so that whatever slows the machine down for a while slows down
 * both and drops out.
 * @throws {RangeError} without samples, or where the two have not been measured equally often.
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
