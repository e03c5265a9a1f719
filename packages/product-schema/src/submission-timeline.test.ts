import { describe, expect, it } from 'vitest';
import {
  newSubmissionId,
  retryEntry,
  SubmissionTimeline,
  toTimeline,
  type SubmissionRecord,
} from './index.ts';
import { submissionRecord } from './testing/submission-record.ts';

const at = (second: number) => `2026-01-31T09:30:${String(second).padStart(2, '0')}.000Z`;
const items = (...indexes: number[]) => new Set(indexes);
const NOW = new Date('2026-01-31T09:40:00.000Z');

/** Builds the timeline of a submission of three items that was accepted at second 0, as pairs of event and second. */
function timelineOf(fields: Partial<SubmissionRecord>) {
  const record = submissionRecord({ total: 3, ...fields });
  const timeline = SubmissionTimeline.parse(toTimeline(record, NOW));
  expect(timeline.submissionId).toBe(record.id);
  return timeline.events;
}

const short = (fields: Partial<SubmissionRecord>) =>
  timelineOf(fields).map((event) => `${event.event} ${new Date(event.at).getSeconds()}`);

describe('toTimeline', () => {
  it('begins with the acceptance, and invents nothing', () => {
    expect(timelineOf({})).toEqual([{ event: 'accepted', at: at(0) }]);
  });

  it('lists every step in order of time', () => {
    const retry = newSubmissionId();

    expect(
      timelineOf({
        queuedAt: at(1),
        firstSavedAt: at(2),
        lastSavedAt: at(4),
        cancelledAt: at(3),
        completedAt: at(5),
        saved: items(0, 1),
        cancelled: items(2),
        retries: new Set([retryEntry({ id: retry, createdAt: at(6) })]),
      }),
    ).toEqual([
      { event: 'accepted', at: at(0) },
      { event: 'queued', at: at(1) },
      { event: 'first_saved', at: at(2) },
      { event: 'cancelled', at: at(3) },
      { event: 'last_saved', at: at(4) },
      { event: 'completed', at: at(5), status: 'cancelled' },
      { event: 'retried', at: at(6), submissionId: retry },
    ]);
  });

  it('is completed by the last settlement until the worker has written that', () => {
    const settled = { settledAt: at(3), firstSavedAt: at(3), lastSavedAt: at(3) };

    expect(short({ ...settled, saved: items(0, 1) })).not.toContain('completed 3');
    expect(short({ ...settled, saved: items(0, 1, 2) }).at(-1)).toBe('completed 3');
  });

  it('names the submission that a retry sends again', () => {
    const submissionId = newSubmissionId();

    expect(timelineOf({ retryOf: { submissionId, indexes: items(1) } })).toEqual([
      { event: 'accepted', at: at(0), retryOf: submissionId },
    ]);
  });

  it('puts what came first before what followed at the same time', () => {
    const saved = { firstSavedAt: at(0), lastSavedAt: at(0), saved: items(0, 1, 2) };

    expect(short({ ...saved, queuedAt: at(0), completedAt: at(0) })).toEqual([
      'accepted 0',
      'queued 0',
      'first_saved 0',
      'last_saved 0',
      'completed 0',
    ]);
  });

  it('takes a save past the completion for a repeat, unless an item had another outcome before', () => {
    const times = { firstSavedAt: at(1), lastSavedAt: at(9), completedAt: at(3) };

    expect(short({ ...times, saved: items(0, 1, 2) })).toContain('last_saved 3');
    expect(short({ ...times, saved: items(0, 1), failed: items(2) })).toContain('last_saved 3');
    expect(short({ ...times, saved: items(0, 1, 2), failed: items(2) })).toContain('last_saved 9');
  });

  it('never has the last save before the first, whatever clocks said', () => {
    expect(short({ firstSavedAt: at(2), lastSavedAt: at(1), saved: items(0) })).toEqual([
      'accepted 0',
      'first_saved 1',
      'last_saved 1',
    ]);
  });

  it.each<[string, Partial<SubmissionRecord>, string[]]>([
    [
      'is saved',
      { saved: items(0), completedAt: at(1), settledAt: at(9) },
      ['first_saved 1', 'last_saved 1'],
    ],
    [
      'is saved after it failed',
      { saved: items(0), failed: items(0), completedAt: at(1), settledAt: at(9) },
      ['first_saved 9', 'last_saved 9'],
    ],
    ['failed', { failed: items(0), completedAt: at(1), settledAt: at(1) }, []],
  ])('knows of an only item that %s without times of its own', (_, fields, expected) => {
    expect(short({ total: 1, ...fields }).filter((event) => event.includes('saved'))).toEqual(expected);
  });

  it('has nothing queued where everything was rejected', () => {
    expect(short({ rejected: 3, queuedAt: at(1), completedAt: at(1) })).toEqual([
      'accepted 0',
      'completed 1',
    ]);
  });

  it('lists a retry once, with its last acceptance', () => {
    const [one, other] = [newSubmissionId(), newSubmissionId()];
    const entries = [
      { id: one, createdAt: at(5) },
      { id: other, createdAt: at(4) },
      { id: one, createdAt: at(3) },
    ];

    expect(timelineOf({ retries: new Set(entries.map(retryEntry)) }).slice(1)).toEqual([
      { event: 'retried', at: at(4), submissionId: other },
      { event: 'retried', at: at(5), submissionId: one },
    ]);
  });
});
