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

/** The confidence of {@link medianInterval}, where there are samples enough for it. */
const CONFIDENCE = 0.95;

/**
 * The median, and the interval in which the true median is with a confidence of at least 95 %, whatever the
 * distribution: from the *k*-th smallest sample to the *k*-th largest, where *k* is the largest number for which fewer
 * than *k* of *n* tosses of a coin are heads with a probability of at most 2.5 %. 11 samples leave out the smallest and
 * the largest. Up to 8 samples it is the whole range, whose confidence is 1 − 2^(1 − *n*): 98 % of 7 samples, 94 % of 5,
 * 75 % of 3.
 * https://en.wikipedia.org/wiki/Order_statistic#Application:_confidence_intervals_for_quantiles
 * @throws {RangeError} without samples.
 */
export function medianInterval(samples: readonly number[]): Spread {
  const leftOut = countLeftOut(samples.length);
  const kept = samples.toSorted((a, b) => a - b).slice(leftOut, samples.length - leftOut);
  return spreadOf(kept);
}

/** Counts the samples that the interval leaves out on each side, of `count`. */
function countLeftOut(count: number): number {
  // Of so many heads exactly, as a logarithm, because 2^-count can be too small for a number; and of at most so many.
  let logProbability = -count * Math.LN2;
  let atMost = Math.exp(logProbability);
  let heads = 0;
  while (atMost <= (1 - CONFIDENCE) / 2) {
    heads += 1;
    logProbability += Math.log((count - heads + 1) / heads);
    atMost += Math.exp(logProbability);
  }
  return Math.max(0, heads - 1);
}

/**
 * Divides `ours` by `peer` within each round, so that a temporary slowdown of the machine affects both and
 * cancels out.
 * @returns The ratio of each round.
 * @throws {RangeError} if the numbers of samples differ.
 */
export function pairedRatios(ours: readonly number[], peer: readonly number[]): number[] {
  if (ours.length !== peer.length) {
    throw new RangeError(`${ours.length} samples can't be paired with ${peer.length}.`);
  }
  return ours.map((value, round) => value / peer[round]!);
}

/**
 * Sums up {@link pairedRatios}.
 * @throws {RangeError} without samples, or if the numbers of samples differ.
 */
export function pairedRatio(ours: readonly number[], peer: readonly number[]): Spread {
  return spreadOf(pairedRatios(ours, peer));
}

/** @throws {RangeError} without samples. */
export function percentile(samples: readonly number[], percent: number): number {
  const value = quantile(samples, percent / 100);
  if (value === undefined) {
    throw new RangeError('There are no samples.');
  }
  return value;
}
