import { describe, expect, it, vi } from 'vitest';
import { createDeadlines } from './deadlines.ts';

describe('createDeadlines', () => {
  it.each([
    [60_000, [30_000, 42_000, 48_000, 54_000, 57_000]],
    [3000, [1500, 2100, 2400, 2700, 2850]],
  ])('divides %i ms among the phases, and leaves some to return', (remainingMs, expected) => {
    using timeout = vi.spyOn(AbortSignal, 'timeout');
    const { save, settle, report, deadLetter, delay } = createDeadlines(remainingMs);

    expect(timeout.mock.calls.flat()).toEqual(expected);
    expect(timeout.mock.results.map(({ value }) => value as unknown)).toEqual([
      save,
      settle,
      report,
      deadLetter,
      delay,
    ]);
  });
});
