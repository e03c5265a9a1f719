import { describe, expect, it } from 'vitest';
import { newest } from './newest.ts';

const state = (status: string, pending: number) => ({
  status,
  counts: { pending, total: 10 },
  reportReady: pending === 0,
});

describe('newest', () => {
  it('takes what was read where nothing is shown', () => {
    expect(newest(undefined, state('queued', 10))).toEqual(state('queued', 10));
  });

  it.each([
    ['a status that comes before', state('completed', 0), state('processing', 3)],
    ['fewer settled items', state('processing', 3), state('processing', 4)],
  ])('keeps what is shown when %s is read', (_, shown, read) => {
    expect(newest(shown, read)).toBe(shown);
  });

  it.each([
    ['a status that comes after', state('queued', 10), state('processing', 10)],
    ['more settled items', state('processing', 4), state('processing', 3)],
    ['the same progress', state('processing', 4), state('processing', 4)],
    ['a terminal status in place of an overdue one', state('overdue', 1), state('completed', 0)],
    [
      'a retried dead letter that changes what had ended',
      state('completed_with_errors', 0),
      state('completed', 0),
    ],
  ])('takes %s', (_, shown, read) => {
    expect(newest(shown, read)).toBe(read);
  });
});
