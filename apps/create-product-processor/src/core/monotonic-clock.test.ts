import { expect, it } from 'vitest';
import { createMonotonicClock } from './monotonic-clock.ts';

it('goes on a millisecond at a time while the clock beneath stands still or goes back', () => {
  const readings = [1000, 1000, 400, 1001, 5000, 4000];
  const clock = createMonotonicClock(() => new Date(readings.shift() ?? 0));

  const times = Array.from({ length: 6 }, () => clock().getTime());

  expect(times).toEqual([1000, 1001, 1002, 1003, 5000, 5001]);
});

it('goes back to the clock beneath if that was so far ahead that the worker refused what was accepted', () => {
  const lead = 5 * 60 * 1000;
  const readings = [1000 + lead, 1000, 1001 + 2 * lead, 1000];
  const clock = createMonotonicClock(() => new Date(readings.shift() ?? 0));

  const times = Array.from({ length: 4 }, () => clock().getTime());

  expect(times).toEqual([1000 + lead, 1001 + lead, 1001 + 2 * lead, 1000]);
});
