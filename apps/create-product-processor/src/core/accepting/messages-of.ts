import type { QueueMessage, SubmissionRecord } from '@async-catalog/product-schema';
import type { CheckedItems } from '../reading/check-items.ts';
import type { IntakeRequest } from '../request/intake-request.ts';

/**
 * What the worker is sent. `acceptedAt` is the record's, not this moment: a message that is sent again is the same save as the first.
 */
export function messagesOf(
  { id, total, caller, createdAt }: SubmissionRecord,
  { good }: CheckedItems,
  { requestId, traceparent }: IntakeRequest,
): QueueMessage[] {
  return good.map(({ index, product }) => ({
    version: 1,
    submissionId: id,
    index,
    total,
    caller,
    acceptedAt: createdAt,
    requestId,
    ...(traceparent !== undefined && { traceparent }),
    product,
  }));
}
