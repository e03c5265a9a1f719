import type { ProductInput, PutMessage, QueueMessage, SubmissionRecord } from '@async-catalog/product-schema';
import type { IntakeCommand } from '../intake-command.ts';
import type { CheckedItems } from '../items/check-items.ts';
import type { SubmittedItem } from '../items/read-items.ts';

/**
 * Builds the worker's messages. `acceptedAt` is the record's time, so that a message sent again is the same
 * save as the first. A plain put is of version 1, which any worker knows.
 */
export function buildMessages(
  { id, total, caller, createdAt, importId }: SubmissionRecord,
  { submitted, operations }: CheckedItems,
  { requestId, traceparent }: IntakeCommand,
): QueueMessage[] {
  return Array.from(operations, ([index, operation]) => {
    const envelope = {
      submissionId: id,
      index,
      ...lineOf(submitted[index]),
      ...(importId !== undefined && { importId }),
      total,
      caller,
      acceptedAt: createdAt,
      requestId,
      ...(traceparent !== undefined && { traceparent }),
    };
    if (operation.op === 'merge') {
      return { version: 2, ...envelope, ...productIdOfRetry(submitted[index], operation), ...operation };
    }
    if (operation.op !== 'put') {
      return { version: 2, ...envelope, ...operation };
    }
    const put = { ...productIdOfRetry(submitted[index], operation.product), product: operation.product };
    return operation.ifVersion === undefined
      ? { version: 1, ...envelope, ...put }
      : { version: 2, ...envelope, op: 'put', ifVersion: operation.ifVersion, ...put };
  });
}

function lineOf(item: SubmittedItem | undefined): Pick<QueueMessage, 'line'> {
  return item?.line === undefined ? {} : { line: item.line };
}

/** A product with a SKU has its id from that. */
function productIdOfRetry(
  item: SubmittedItem | undefined,
  { sku }: Pick<ProductInput, 'sku'>,
): Pick<PutMessage, 'productId'> {
  return item?.retry === undefined || sku !== undefined ? {} : { productId: item.retry.productId };
}
