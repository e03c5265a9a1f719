import type { CheckedItems } from '../reading/check-items.ts';
import type { SubmittedItem } from '../reading/submitted-item.ts';
import type { Operation } from '../request/operation.ts';

/**
 * What tells one payload from another, as text to be hashed: products normalized, so that the order of a product's fields or a
 * default that is written out makes no difference; what was rejected as it came. Each says which of the two it is, and its faults, because what was
 * rejected can have the very value of a good product: a name given twice, of which the last value is kept.
 */
export function payloadOf(
  operation: Operation,
  items: readonly SubmittedItem[],
  { good }: CheckedItems,
): string {
  const products = new Map(good.map(({ index, product }) => [index, product]));
  const entries = items.map(({ index, value, faults }) => {
    const product = products.get(index);
    return product === undefined
      ? ['rejected', value, faults.map(({ pointer, code }) => [pointer, code])]
      : ['good', product];
  });
  return JSON.stringify([operation.name, ...entries]);
}
