import { expect, it } from 'vitest';
import { overload } from './overload.ts';

it('answers every post of a burst with 202 or 429, and completes what it accepted without retries', async ({
  signal,
}) => {
  const { answers, returned, unfinished, p99Ms } = await overload({
    requestsPerSecond: 300,
    seconds: 1,
    signal,
  });

  expect(Object.keys(answers).filter((status) => status !== '202' && status !== '429')).toEqual([]);
  expect(Object.values(answers).reduce((sum, count) => sum + count)).toBe(300);
  expect(answers['202']).toBeGreaterThan(0);
  expect({ returned, unfinished }).toEqual({ returned: 0, unfinished: 0 });
  expect(p99Ms).toBeGreaterThan(0);
});
