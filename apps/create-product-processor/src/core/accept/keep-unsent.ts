import type { ItemResult, SubmissionRecord } from '@async-catalog/product-schema';
import type { CheckedItems, ReplacedItem } from '../items/check-items.ts';
import type { IntakeDeps } from '../ports.ts';

/**
 * Keeps the rejected and the replaced items, from which the report is made: before anything is sent, because the worker
 * may complete the submission at once. Can be repeated.
 * @throws {UnavailableError}
 */
export async function keepUnsent(
  { rejectedItems, reportParts }: IntakeDeps,
  { id, createdAt }: SubmissionRecord,
  { rejected, replaced }: CheckedItems,
  signal: AbortSignal,
): Promise<void> {
  if (rejected.length > 0) {
    await rejectedItems.put(id, rejected, signal);
  }
  if (replaced.length > 0) {
    // One name, so that a repeat replaces it.
    await reportParts.put(id, `${createdAt}-intake`, { items: replaced.map(toResult) }, signal);
  }
}

function toResult({ index, line, productId, sku, supersededBy }: ReplacedItem): ItemResult {
  return {
    index,
    ...(line !== undefined && { line }),
    productId,
    sku,
    op: 'put',
    outcome: 'superseded',
    supersededBy,
  };
}
