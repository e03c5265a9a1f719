import type { ItemResult, QueueMessage, SubmissionRecord } from '@async-catalog/product-schema';
import type { CheckedItems, ReplacedItem } from '../items/check-items.ts';
import type { IntakeDeps } from '../ports.ts';

/**
 * Keeps the rejected and the replaced items, then sends the products: in this order, because the worker may write
 * the report at once. Can be repeated; what is known to be sent is not sent again.
 * @throws {SendError} when not every product is known to be in the queue.
 * @throws {UnavailableError} before anything is sent.
 */
export async function deliver(
  { queue, rejectedItems, reportParts }: IntakeDeps,
  { id, createdAt, sentIndexes }: SubmissionRecord,
  { rejected, replaced }: CheckedItems,
  messages: readonly QueueMessage[],
  signal: AbortSignal,
): Promise<void> {
  if (rejected.length > 0) {
    await rejectedItems.put(id, rejected, signal);
  }
  if (replaced.length > 0) {
    // One name, so that a repeat replaces it.
    await reportParts.put(id, `${createdAt}-intake`, { items: replaced.map(toResult) }, signal);
  }
  await queue.send(
    messages.filter(({ index }) => sentIndexes?.has(index) !== true),
    signal,
  );
}

function toResult({ index, line, productId, sku, supersededBy }: ReplacedItem): ItemResult {
  return {
    index,
    ...(line !== undefined && { line }),
    productId,
    sku,
    outcome: 'superseded',
    supersededBy,
  };
}
