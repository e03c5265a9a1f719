import { describe, expect, it } from 'vitest';
import type { StoryEvent } from './story-event.ts';
import { SHOWN_ONE_BY_ONE, storyRows } from './story-rows.ts';

const T0 = Date.parse('2026-01-31T09:30:00.000Z');
const at = (ms: number): string => new Date(T0 + ms).toISOString();

const tell = (...events: StoryEvent[]) =>
  storyRows(events).map(({ after, event, what }) => [after, event, what]);

describe('storyRows', () => {
  it('tells each event in words, with the time since the one before', () => {
    expect(
      tell(
        { at: at(0), event: 'accepted', accepted: 1200, rejected: 2, replaced: 1, retryOf: 's-1' },
        { at: at(12), event: 'queued', accepted: 1200 },
        { at: at(13), event: 'replayed' },
        { at: at(1213), event: 'returned', index: 7, receiveCount: 1, why: 'TimeoutError: too slow' },
        {
          at: at(61_213),
          event: 'received_often',
          index: 9,
          receiveCount: 6,
          messageId: 'm-9',
          why: 'nothing says how the delivery before ended: the worker may have been cut off',
        },
        {
          at: at(61_213),
          event: 'saved',
          items: { created: [1, 2], unchanged: [3], repeated: [7] },
          receiveCount: 2,
        },
        { at: at(61_213), event: 'superseded', items: { superseded: [4] } },
        { at: at(61_213), event: 'cancelled', items: { cancelled: [5, 6] } },
        { at: at(61_213), event: 'failed', index: 8, code: 'VERSION_MISMATCH', why: 'It has version 3.' },
        { at: at(61_213), event: 'completed', status: 'completed_with_errors' },
        {
          at: at(61_213),
          event: 'dead_lettered',
          index: 9,
          receiveCount: 24,
          code: 'RETRIES_EXHAUSTED',
          why: 'It failed.',
        },
        {
          at: at(61_213),
          event: 'logged',
          message: 'Report not written',
          why: 'ServiceException: S3 is out',
        },
        { at: at(61_213), event: 'reported' },
        { at: at(7_261_213), event: 'cancelled' },
        { at: at(7_261_213), event: 'retried', submissionId: 's-2' },
      ),
    ).toEqual([
      ['', 'accepted', '1,200 accepted, 2 rejected, 1 replaced by later ones: a retry of s-1'],
      ['+12 ms', 'queued', '1,200 items'],
      ['+1 ms', 'replayed', 'the same request again, under its idempotency key'],
      ['+1.2 s', 'returned', 'item 7, delivery 1: TimeoutError: too slow'],
      [
        '+1 min 0 s',
        'received_often',
        'item 9, delivery 6: nothing says how the delivery before ended: the worker may have been cut off',
      ],
      [
        '+0 ms',
        'saved',
        '2 items created, item 3 as before, item 7 saved by an earlier delivery, up to delivery 2',
      ],
      ['+0 ms', 'superseded', 'item 4 superseded by newer ones'],
      ['+0 ms', 'cancelled', '2 items not saved'],
      ['+0 ms', 'failed', 'item 8: VERSION_MISMATCH It has version 3.'],
      ['+0 ms', 'completed', 'completed_with_errors'],
      ['+0 ms', 'dead_lettered', 'item 9, delivery 24: RETRIES_EXHAUSTED It failed.'],
      ['+0 ms', 'logged', 'Report not written ServiceException: S3 is out'],
      ['+0 ms', 'reported', ''],
      ['+2 h 0 min', 'cancelled', 'what is not saved yet will not be'],
      ['+0 ms', 'retried', 'by s-2'],
    ]);
  });

  it('has a row for each of 20 events, and of more one for all that are alike', () => {
    const returned = (n: number): StoryEvent => ({
      at: at(n * 1000),
      event: 'returned',
      index: n % 10,
      receiveCount: 1 + Math.floor(n / 10),
      // The message differs each time, as one with an id does.
      why: `TimeoutError: request ${n} was too slow`,
    });
    const many = Array.from({ length: SHOWN_ONE_BY_ONE }, (_, n) => returned(n));

    expect(tell(...many)).toHaveLength(20);
    expect(
      tell(
        { at: at(0), event: 'accepted' },
        ...many,
        { at: at(20_000), event: 'returned', index: 3, receiveCount: 3, why: 'OutOfTimeError: late' },
        { at: at(30_000), event: 'saved', items: { created: [0, 1, 2, 3, 4] } },
        {
          at: at(31_000),
          event: 'saved',
          items: { created: [5, 6, 7, 8, 9], repeated: [0] },
          receiveCount: 3,
        },
        { at: at(32_000), event: 'retried', submissionId: 's-2' },
        { at: at(33_000), event: 'retried', submissionId: 's-3' },
      ),
    ).toEqual([
      ['', 'accepted', ''],
      [
        '+0 ms',
        'returned',
        `10 items, 20 times until ${at(19_000)}, up to delivery 2: TimeoutError: request 0 was too slow`,
      ],
      ['+20.0 s', 'returned', 'item 3, delivery 3: OutOfTimeError: late'],
      [
        '+10.0 s',
        'saved',
        `10 items created, item 0 saved by an earlier delivery, 2 times until ${at(31_000)}, up to delivery 3`,
      ],
      ['+2.0 s', 'retried', 'by s-2'],
      ['+1.0 s', 'retried', 'by s-3'],
    ]);
  });

  it.each([
    [999, '+999 ms'],
    [1000, '+1.0 s'],
    [59_949, '+59.9 s'],
    [59_950, '+1 min 0 s'],
  ])('writes a time of %d ms as %s', (ms, after) => {
    expect(tell({ at: at(0), event: 'accepted' }, { at: at(ms), event: 'reported' })[1]?.[0]).toBe(after);
  });

  it('sums up a story of 100,000 events', () => {
    const events = Array.from({ length: 100_000 }, (_, n): StoryEvent => ({
      at: at(n),
      event: 'returned',
      index: n % 10_000,
      receiveCount: 1,
      why: 'TimeoutError: too slow',
    }));

    expect(tell(...events)).toEqual([
      [
        '',
        'returned',
        `10,000 items, 100,000 times until ${at(99_999)}, up to delivery 1: TimeoutError: too slow`,
      ],
    ]);
  });
});
