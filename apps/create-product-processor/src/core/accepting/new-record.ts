import { type SubmissionId, type SubmissionRecord, submissionTimes } from '@async-catalog/product-schema';
import type { CheckedItems } from '../reading/check-items.ts';
import type { IntakeRequest } from '../request/intake-request.ts';

/** The record of a submission that nothing has become of yet. */
export function newRecord(
  id: SubmissionId,
  { caller, requestId, traceparent }: IntakeRequest,
  { good, rejected }: CheckedItems,
  now: Date,
): SubmissionRecord {
  return {
    id,
    caller,
    requestId,
    ...(traceparent !== undefined && { traceparent }),
    total: good.length + rejected.length,
    rejected: rejected.length,
    // DynamoDB has no empty set.
    ...(rejected.length > 0 && { rejectedIndexes: new Set(rejected.map(({ index }) => index)) }),
    ...submissionTimes(now),
    failures: {},
    settlements: 0,
  };
}
