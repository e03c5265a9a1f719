import { expect, it } from 'vitest';
import { createSeen } from './seen.ts';

const state = (status: string, pending: number) => ({
  status,
  counts: { pending, total: 10 },
  reportReady: false,
});

it('never goes back to what an older answer says, whichever screen shows it', () => {
  const seen = createSeen();
  const done = { ...state('completed', 0), reportReady: true, completedAt: '2026-01-01T00:00:00.000Z' };

  expect(seen.furthest('a', done)).toBe(done);
  expect(seen.furthest('a', { ...state('processing', 4), fileName: 'x.csv' })).toEqual({
    ...done,
    fileName: 'x.csv',
  });
  expect(seen.furthest('b', state('queued', 10))).toEqual(state('queued', 10));
});

it('remembers a bounded number, and forgets first what was seen longest ago', () => {
  const seen = createSeen(2);
  seen.furthest('a', state('completed', 0));
  seen.furthest('b', state('completed', 0));
  seen.furthest('a', state('completed', 0));
  seen.furthest('c', state('completed', 0));

  expect(seen.furthest('a', state('queued', 10)).status).toBe('completed');
  expect(seen.furthest('b', state('queued', 10)).status).toBe('queued');
});
