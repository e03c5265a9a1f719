import { describe, expect, it } from 'vitest';
import { createTimeBudget } from './handle-batch.ts';

function setUp(totalMs: number) {
  let remainingMs = totalMs;
  const time = createTimeBudget(() => remainingMs);
  return (usedMs: number) => {
    remainingMs = totalMs - usedMs;
    return { save: time.maySave(), settle: time.maySettle() };
  };
}

describe('createTimeBudget', () => {
  it.each([
    [60_000, { lastSave: 29_999, noSave: 30_000, lastSettlement: 47_999, noSettlement: 48_000 }],
    [3000, { lastSave: 1499, noSave: 1500, lastSettlement: 2399, noSettlement: 2400 }],
  ])(
    'lets saves begin in the first half of %i ms, and settlements in the first four fifths',
    (totalMs, at) => {
      const afterMs = setUp(totalMs);
      expect(afterMs(at.lastSave)).toEqual({ save: true, settle: true });
      expect(afterMs(at.noSave)).toEqual({ save: false, settle: true });
      expect(afterMs(at.lastSettlement)).toEqual({ save: false, settle: true });
      expect(afterMs(at.noSettlement)).toEqual({ save: false, settle: false });
    },
  );
});
