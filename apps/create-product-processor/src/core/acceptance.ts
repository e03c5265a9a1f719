import {
  type Accepted,
  productIdOf,
  type QueueMessage,
  submissionLinks,
  type SubmissionRecord,
} from '@async-catalog/product-schema';
import type { CheckedItems } from './check-items.ts';
import type { IntakeRequest } from './intake-request.ts';

/**
 * What the consumer is told: made from the record and the request alone, so that a repeat is told the same.
 */
export function acceptedOf({ id, total }: SubmissionRecord, { good, rejected }: CheckedItems): Accepted {
  return {
    submissionId: id,
    status: 'queued',
    total,
    items: good.map(({ index, product: { sku } }) => ({
      index,
      productId: productIdOf({ submissionId: id, index, sku }),
      ...(sku !== undefined && { sku }),
    })),
    rejected: [...rejected],
    links: submissionLinks(id),
  };
}

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
