import { medianInterval } from '../measuring/statistics.ts';
import type { Target } from './findings.ts';

/**
 * Builds a target for the median of several rounds, with the interval of {@link medianInterval}; a single round has none.
 * @throws {RangeError} without samples.
 */
export function sampledTarget(
  target: Omit<Target, 'value' | 'low' | 'high'>,
  samples: readonly number[],
): Target {
  const { median, low, high } = medianInterval(samples);
  return { ...target, value: median, ...(samples.length > 1 && { low, high }) };
}
