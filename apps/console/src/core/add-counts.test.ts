import { expect, it } from 'vitest';
import { addCounts } from './add-counts.ts';

it('adds up each count', () => {
  const counts = { total: 3, saved: 1, superseded: 0, failed: 1, rejected: 0, cancelled: 0, pending: 1 };

  expect(addCounts([counts, counts])).toEqual({ ...counts, total: 6, saved: 2, failed: 2, pending: 2 });
  expect(addCounts([]).total).toBe(0);
});
