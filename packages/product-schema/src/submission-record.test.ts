import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  Outcome,
  SubmissionRecord,
  higherOutcome,
  isExpired,
  outcomeOf,
  submissionTimes,
  unsettledIndexes,
} from './index.ts';
import { arbitrarySubmissionRecord } from './testing/arbitrary-submission-record.ts';
import { submissionRecord } from './testing/submission-record.ts';

describe('outcomeOf', () => {
  it('is the highest of the outcomes that were settled for an item, in any order', () => {
    const outcome = fc.constantFrom(...Outcome.options);
    fc.assert(
      fc.property(fc.array(outcome, { minLength: 1 }), (outcomes) => {
        const record = submissionRecord(Object.fromEntries(outcomes.map((seen) => [seen, new Set([7])])));

        expect(outcomeOf(record, 7)).toBe(outcomes.reduce(higherOutcome));
        expect(outcomeOf(record, 6)).toBeUndefined();
      }),
    );
  });
});

describe('unsettledIndexes', () => {
  it('lists what is neither rejected nor settled', () => {
    const record = submissionRecord({
      total: 5,
      rejected: 1,
      rejectedIndexes: new Set([1]),
      saved: new Set([0]),
      cancelled: new Set([3]),
    });

    expect(unsettledIndexes(record)).toEqual([2, 4]);
  });
});

describe('SubmissionRecord', () => {
  it('reads back what it holds', () => {
    fc.assert(
      fc.property(arbitrarySubmissionRecord(), (record) => {
        expect(SubmissionRecord.parse(record)).toEqual(record);
      }),
    );
  });

  it('reads a record that a settlement made before the intake wrote it', () => {
    const { rejected: _, settlements: __, ...fields } = submissionRecord();

    expect(SubmissionRecord.parse(fields)).toEqual({ ...fields, rejected: 0, settlements: 0 });
  });
});

describe('isExpired', () => {
  it('is so from the very second on', () => {
    const record = submissionRecord({ expiresAt: Date.parse('2026-03-02T09:30:00.000Z') / 1000 });

    expect(isExpired(record, new Date('2026-03-02T09:29:59.999Z'))).toBe(false);
    expect(isExpired(record, new Date('2026-03-02T09:30:00.000Z'))).toBe(true);
  });
});

describe('submissionTimes', () => {
  it('gives a submission 15 minutes, and keeps it for 30 days', () => {
    expect(submissionTimes(new Date('2026-01-31T09:30:00.250Z'))).toEqual({
      createdAt: '2026-01-31T09:30:00.250Z',
      deadlineAt: '2026-01-31T09:45:00.250Z',
      expiresAt: Date.parse('2026-03-02T09:30:01.000Z') / 1000,
    });
  });
});
