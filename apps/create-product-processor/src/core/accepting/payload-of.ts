import type { CheckedItems } from '../reading/check-items.ts';
import type { SubmittedItem } from '../reading/submitted-item.ts';
import type { Operation } from '../request/operation.ts';

/**
 * What tells one payload from another, as text to be hashed: products normalized, so that the order of a product's fields or a
 * default that is written out makes no difference; what was rejected as it came.
 */
export function payloadOf(
  operation: Operation,
  items: readonly SubmittedItem[],
  { good }: CheckedItems,
): string {
  const products = new Map(good.map(({ index, product }) => [index, product]));
  return JSON.stringify([operation.name, ...items.map(({ index, value }) => products.get(index) ?? value)]);
}
