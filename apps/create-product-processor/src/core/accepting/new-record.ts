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
    ...submissionTimes(now),
    failures: {},
    settlements: 0,
  };
}
