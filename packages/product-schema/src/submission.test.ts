import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  Submission,
  countsOf,
  importIdForKey,
  isComplete,
  outcomeOf,
  statusOfSubmission,
  toSubmission,
  type SubmissionRecord,
} from './index.ts';
import { arbitrarySubmissionRecord } from './testing/arbitrary-submission-record.ts';
import { submissionRecord } from './testing/submission-record.ts';

const inTime = new Date('2026-01-31T09:45:00.000Z');
const late = new Date('2026-01-31T09:45:00.001Z');

const importId = importIdForKey('alice', 'a');

const items = (...indexes: number[]) => new Set(indexes);

describe('a submission of which nothing was taken', () => {
  const released = { total: 3, rejected: 1, rejectedIndexes: items(1), fingerprint: 'f', mayBeSent: false };

  it('has failed, with every item', () => {
    const record = submissionRecord(released);

    expect(statusOfSubmission(record, inTime)).toBe('failed');
    expect(isComplete(record)).toBe(true);
    expect(countsOf(record)).toMatchObject({ total: 3, failed: 2, rejected: 1, pending: 0 });
    expect([0, 1, 2].map((index) => outcomeOf(record, index))).toEqual(['failed', undefined, 'failed']);
  });

  it.each<[string, Partial<SubmissionRecord>]>([
    ['is being sent', { sendingBy: 'invocation-2' }],
    ['may be sent in part', { mayBeSent: true }],
    ['is queued', { queuedAt: '2026-01-31T09:30:01.000Z' }],
    ['has no idempotency key, and settles what it didn’t take', { fingerprint: undefined }],
    ['is a chunk, which is repeated', { importId, chunk: 0 }],
  ])('is none if it %s', (_, overrides) => {
    expect(statusOfSubmission(submissionRecord({ ...released, ...overrides }), inTime)).toBe('queued');
  });
});

describe('countsOf', () => {
  it('counts an item once, under its highest outcome', () => {
    const record = submissionRecord({
      total: 7,
      rejected: 1,
      saved: items(0, 1),
      superseded: items(1, 2),
      cancelled: items(1, 2, 3),
      failed: items(0, 1, 2, 3, 4),
    });

    expect(countsOf(record)).toEqual({
      total: 7,
      saved: 2,
      superseded: 1,
      cancelled: 1,
      failed: 1,
      rejected: 1,
      pending: 1,
    });
  });

  it('counts a rejected item as rejected, whatever was settled of it', () => {
    const record = submissionRecord({
      total: 4,
      rejected: 3,
      rejectedIndexes: items(1, 2, 3),
      saved: items(1),
      superseded: items(2),
      failed: items(3),
    });

    expect(countsOf(record)).toEqual({
      total: 4,
      saved: 0,
      superseded: 0,
      failed: 0,
      rejected: 3,
      cancelled: 0,
      pending: 1,
    });
    expect([0, 1, 2, 3].map((index) => outcomeOf(record, index))).toEqual(Array(4).fill(undefined));
  });

  it('adds up to the total, whatever was settled how often', () => {
    fc.assert(
      fc.property(arbitrarySubmissionRecord(), (record) => {
        const { total, ...counts } = countsOf(record);

        expect(Object.values(counts).reduce((sum, count) => sum + count)).toBe(total);
        expect(Math.min(...Object.values(counts))).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('counts what outcomeOf says of each item', () => {
    fc.assert(
      fc.property(arbitrarySubmissionRecord(), (record) => {
        const outcomes = Array.from({ length: record.total }, (_, index) => outcomeOf(record, index));
        const { saved, superseded, cancelled, failed } = countsOf(record);

        expect({ saved, superseded, cancelled, failed }).toEqual({
          saved: outcomes.filter((outcome) => outcome === 'saved').length,
          superseded: outcomes.filter((outcome) => outcome === 'superseded').length,
          cancelled: outcomes.filter((outcome) => outcome === 'cancelled').length,
          failed: outcomes.filter((outcome) => outcome === 'failed').length,
        });
      }),
    );
  });
});

describe('statusOfSubmission', () => {
  it.each<[string, Partial<SubmissionRecord>, string]>([
    ['nothing is settled', {}, 'queued'],
    ['nothing is settled, and some were rejected', { rejected: 2 }, 'queued'],
    ['one is settled', { saved: items(1) }, 'processing'],
    ['one failed and others are pending', { failed: items(1) }, 'processing'],
    [
      'nothing is settled but what the intake did not queue',
      { superseded: items(0, 1), settlements: 1 },
      'queued',
    ],
    [
      'one is settled, one rejected, one pending',
      { rejected: 1, superseded: items(0), settledAt: '2026-01-31T09:30:00.100Z' },
      'processing',
    ],
    ['all are saved', { saved: items(0, 1, 2) }, 'completed'],
    ['all are superseded', { superseded: items(0, 1, 2) }, 'completed'],
    ['all are saved or superseded', { saved: items(0), superseded: items(1, 2) }, 'completed'],
    ['all that failed were saved later', { saved: items(0, 1, 2), failed: items(0, 2) }, 'completed'],
    ['one failed', { saved: items(0, 1), failed: items(2) }, 'completed_with_errors'],
    ['one was rejected', { rejected: 1, saved: items(0, 1) }, 'completed_with_errors'],
    [
      'one was superseded and the others failed',
      { superseded: items(0), failed: items(1, 2) },
      'completed_with_errors',
    ],
    ['all failed', { failed: items(0, 1, 2) }, 'failed'],
    ['all failed or were rejected', { rejected: 1, failed: items(0, 1) }, 'failed'],
    ['all were rejected', { rejected: 3 }, 'failed'],
    ['one is cancelled and others are pending', { cancelled: items(1) }, 'processing'],
    ['one is cancelled and the others are saved', { cancelled: items(1), saved: items(0, 2) }, 'cancelled'],
    ['one is cancelled and the others failed', { cancelled: items(1), failed: items(0, 2) }, 'cancelled'],
    ['all are cancelled or rejected', { rejected: 1, cancelled: items(0, 1) }, 'cancelled'],
    ['all that were cancelled were saved later', { cancelled: items(0), saved: items(0, 1, 2) }, 'completed'],
    ['all of a chunk are rejected, and not known to be kept', { rejected: 3, importId }, 'queued'],
    [
      'all of a chunk are rejected and kept',
      { rejected: 3, importId, completedAt: '2026-01-31T09:30:00.100Z' },
      'failed',
    ],
  ])('when %s', (_, fields, status) => {
    expect(statusOfSubmission(submissionRecord({ total: 3, ...fields }), inTime)).toBe(status);
  });

  it.each<[string, Partial<SubmissionRecord>]>([
    ['everything', {}],
    ['something', { saved: items(0, 1) }],
  ])('is overdue after the deadline, and not at it, while %s is pending', (_, fields) => {
    expect(statusOfSubmission(submissionRecord({ total: 3, ...fields }), inTime)).not.toBe('overdue');
    expect(statusOfSubmission(submissionRecord({ total: 3, ...fields }), late)).toBe('overdue');
  });

  it('is not terminal when there are more outcomes than items', () => {
    const record = submissionRecord({ total: 3, saved: items(0, 1, 2, 500) });

    expect([statusOfSubmission(record, inTime), statusOfSubmission(record, late)]).toEqual([
      'processing',
      'overdue',
    ]);
    expect(isComplete(record)).toBe(false);
  });

  it('stays what it is after the deadline once everything is settled', () => {
    fc.assert(
      fc.property(arbitrarySubmissionRecord().filter(isComplete), (record) => {
        expect(statusOfSubmission(record, late)).toBe(statusOfSubmission(record, inTime));
      }),
    );
  });

  it('is terminal exactly when nothing is pending', () => {
    fc.assert(
      fc.property(arbitrarySubmissionRecord(), (record) => {
        const open = ['queued', 'processing'].includes(statusOfSubmission(record, inTime));

        expect(open).toBe(countsOf(record).pending > 0);
        expect(isComplete(record)).toBe(!open);
      }),
    );
  });
});

describe('toSubmission', () => {
  it('shows a caller the state, the counts, the times and where the rest is', () => {
    const record = submissionRecord({
      total: 3,
      saved: items(0, 1, 2),
      settlements: 1,
      reportedSettlements: 1,
      completedAt: '2026-01-31T09:30:01.000Z',
    });

    expect(toSubmission(record, inTime)).toEqual({
      submissionId: record.id,
      status: 'completed',
      counts: { total: 3, saved: 3, superseded: 0, failed: 0, rejected: 0, cancelled: 0, pending: 0 },
      createdAt: '2026-01-31T09:30:00.000Z',
      completedAt: '2026-01-31T09:30:01.000Z',
      deadlineAt: '2026-01-31T09:45:00.000Z',
      expiresAt: '2026-03-02T09:30:00.000Z',
      reportReady: true,
      links: {
        self: `/submissions/${record.id}`,
        report: `/submissions/${record.id}/report`,
      },
    });
  });

  it('has the time of completion as soon as it is complete, before the worker has written that', () => {
    const settled = submissionRecord({
      total: 3,
      saved: items(0, 1),
      settlements: 1,
      settledAt: '2026-01-31T09:30:01.000Z',
    });
    const complete = { ...settled, saved: items(0, 1, 2) };

    expect(toSubmission(settled, inTime)).not.toHaveProperty('completedAt');
    expect(toSubmission(complete, inTime)).toEqual(
      toSubmission({ ...complete, completedAt: '2026-01-31T09:30:01.000Z', reportedSettlements: 1 }, inTime),
    );
  });

  it('has no time of completion and no report before both are there', () => {
    const submission = toSubmission(submissionRecord(), inTime);

    expect(submission).not.toHaveProperty('completedAt');
    expect(submission.reportReady).toBe(false);
  });

  it('always fits its schema, and shows nothing else of the record', () => {
    fc.assert(
      fc.property(arbitrarySubmissionRecord(), (record) => {
        const submission = toSubmission(record, late);

        expect(Submission.parse(submission)).toEqual(submission);
      }),
    );
  });
});
