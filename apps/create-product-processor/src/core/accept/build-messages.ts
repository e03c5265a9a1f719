import type { ProductInput, QueueMessage, SubmissionRecord } from '@async-catalog/product-schema';
import type { IntakeCommand } from '../intake-command.ts';
import type { CheckedItems } from '../items/check-items.ts';
import type { SubmittedItem } from '../items/read-items.ts';

/**
 * Builds the worker's messages. `acceptedAt` is the record's time, so that a message sent again is the same
 * save as the first.
 */
export function buildMessages(
  { id, total, caller, createdAt }: SubmissionRecord,
  { submitted, products }: CheckedItems,
  { requestId, traceparent }: IntakeCommand,
): QueueMessage[] {
  return Array.from(products, ([index, product]) => ({
    version: 1,
    submissionId: id,
    index,
    ...lineOf(submitted[index]),
    total,
    caller,
    acceptedAt: createdAt,
    requestId,
    ...(traceparent !== undefined && { traceparent }),
    ...productIdOfRetry(submitted[index], product),
    product,
  }));
}

function lineOf(item: SubmittedItem | undefined): Pick<QueueMessage, 'line'> {
  return item?.line === undefined ? {} : { line: item.line };
}

/** A product with a SKU has its id from that. */
function productIdOfRetry(
  item: SubmittedItem | undefined,
  { sku }: ProductInput,
): Pick<QueueMessage, 'productId'> {
  return item?.retry === undefined || sku !== undefined ? {} : { productId: item.retry.productId };
}
