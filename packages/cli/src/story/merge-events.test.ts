import type { SubmissionEvent } from '@async-catalog/client';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeEvents } from './merge-events.ts';
import type { StoryEvent } from './story-event.ts';

const T0 = Date.parse('2026-01-31T09:30:00.000Z');
const at = (ms: number): string => new Date(T0 + ms).toISOString();

const namesOf = (events: readonly StoryEvent[]) => events.map(({ event }) => event);

const accepted: SubmissionEvent = { event: 'accepted', at: at(0) };
const saved: StoryEvent = { event: 'saved', at: at(20), items: { created: [0] } };

describe('mergeEvents', () => {
  it('adds the counts of the log to what the record has, and says nothing twice', () => {
    const recorded: SubmissionEvent[] = [
      accepted,
      { event: 'queued', at: at(10) },
      { event: 'first_saved', at: at(21) },
      { event: 'last_saved', at: at(21) },
      { event: 'completed', at: at(21), status: 'completed_with_errors' },
    ];
    const logged: StoryEvent[] = [
      { event: 'queued', at: at(11), accepted: 8, rejected: 2, replaced: 1 },
      saved,
      { event: 'reported', at: at(30) },
    ];

    expect(mergeEvents(recorded, logged)).toEqual([
      { event: 'accepted', at: at(0), accepted: 8, rejected: 2, replaced: 1 },
      { event: 'queued', at: at(10), accepted: 8 },
      saved,
      { event: 'completed', at: at(21), status: 'completed_with_errors' },
      { event: 'reported', at: at(30) },
    ]);
  });

  it('takes the time at which all was queued from the log where the record has none', () => {
    const merged = mergeEvents([accepted], [{ event: 'queued', at: at(11), accepted: 1 }, saved]);

    expect(merged[1]).toEqual({ event: 'queued', at: at(11), accepted: 1 });
  });

  it('has nothing queued where everything was rejected', () => {
    const merged = mergeEvents([accepted], [{ event: 'queued', at: at(11), accepted: 0, rejected: 2 }]);

    expect(merged).toEqual([{ event: 'accepted', at: at(0), accepted: 0, rejected: 2 }]);
  });

  it('keeps the first and the last save of the record where the log has none any more', () => {
    const recorded: SubmissionEvent[] = [
      accepted,
      { event: 'first_saved', at: at(5) },
      { event: 'last_saved', at: at(9) },
    ];

    expect(mergeEvents(recorded, [])).toEqual(recorded);
  });

  it('says that the worker was cut off where a message came often, and the log has no end of the delivery before', () => {
    const often = (receiveCount: number, messageId = 'm-1'): StoryEvent => ({
      event: 'received_often',
      at: at(receiveCount),
      index: 0,
      messageId,
      receiveCount,
    });
    const logged: StoryEvent[] = [
      often(6),
      { event: 'returned', at: at(6), index: 0, messageId: 'm-1', receiveCount: 6 },
      often(7),
      often(8, 'm-2'),
    ];
    // The last delivery of another message, which returned, says nothing about this one.
    logged.push({ event: 'returned', at: at(9), index: 0, messageId: 'm-1', receiveCount: 7 });

    const merged = mergeEvents([accepted], logged);

    expect(
      merged
        .filter(({ event }) => event === 'received_often')
        .map(({ receiveCount, why }) => [receiveCount, why]),
    ).toEqual([
      [6, 'nothing says how the delivery before ended: the worker may have been cut off'],
      [7, undefined],
      [8, 'nothing says how the delivery before ended: the worker may have been cut off'],
    ]);
  });

  it('puts what happened in one millisecond in the order of its causes', () => {
    const recorded: SubmissionEvent[] = [
      { event: 'completed', at: at(0), status: 'failed' },
      { event: 'retried', at: at(0), submissionId: 's-2' },
      accepted,
    ];
    const logged: StoryEvent[] = [
      { event: 'reported', at: at(0) },
      { event: 'dead_lettered', at: at(0), index: 0 },
      { event: 'returned', at: at(0), index: 0 },
      { event: 'queued', at: at(0), accepted: 1 },
    ];

    expect(namesOf(mergeEvents(recorded, logged))).toEqual([
      'accepted',
      'queued',
      'returned',
      'completed',
      'dead_lettered',
      'reported',
      'retried',
    ]);
  });

  it('orders the lines of the log by time, whatever the order in which they are read, and loses none', () => {
    const event = fc.record({
      event: fc.constantFrom('saved', 'returned', 'dead_lettered', 'reported', 'logged', 'replayed'),
      at: fc.nat({ max: 50 }).map(at),
      index: fc.nat(),
    });
    fc.assert(
      fc.property(
        fc
          .uniqueArray(event, { selector: ({ at: time }) => time })
          .chain((events) =>
            fc.tuple(fc.constant(events), fc.shuffledSubarray(events, { minLength: events.length })),
          ),
        ([events, shuffled]) => {
          const merged = mergeEvents([accepted], shuffled);

          const times = merged.map((one) => Date.parse(one.at));
          expect(times).toEqual(times.toSorted((a, b) => a - b));
          expect(merged).toEqual(mergeEvents([accepted], events));
          expect(new Set(merged)).toEqual(new Set([accepted, ...events]));
        },
      ),
    );
  });
});
