import { newSubmissionId, submissionTimes, type SubmissionRecord } from '../index.ts';

/** Builds the record of a submission of one product without a known caller, just accepted. */
export function submissionRecord(overrides: Partial<SubmissionRecord> = {}): SubmissionRecord {
  return {
    id: newSubmissionId(),
    caller: 'anonymous',
    requestId: 'request-1',
    total: 1,
    rejected: 0,
    ...submissionTimes(new Date('2026-01-31T09:30:00.000Z')),
    settlements: 0,
    ...overrides,
  };
}

/** Builds the same record, with its product saved and reported. */
export function finishedRecord(overrides: Partial<SubmissionRecord> = {}): SubmissionRecord {
  return submissionRecord({
    saved: new Set([0]),
    settlements: 1,
    reportedSettlements: 1,
    completedAt: '2026-01-31T09:30:00.500Z',
    ...overrides,
  });
}
