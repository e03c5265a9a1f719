import { expect, it } from 'vitest';
import { overload } from './overload.ts';

it('answers every post of a burst with 202, 429 or 503, and completes what it accepted without retries', async ({
  signal,
}) => {
  const { answers, returned, unfinished, p99Ms } = await overload({
    requestsPerSecond: 300,
    seconds: 1,
    signal,
  });

  // 503 where the machine is too slow for the time that a request has.
  expect(Object.keys(answers).filter((status) => !['202', '429', '503'].includes(status))).toEqual([]);
  expect(Object.values(answers).reduce((sum, count) => sum + count)).toBe(300);
  expect(answers['202']).toBeGreaterThan(0);
  expect({ returned, unfinished }).toEqual({ returned: 0, unfinished: 0 });
  expect(p99Ms).toBeGreaterThan(0);
});
