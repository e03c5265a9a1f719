import { type Operation, PRICE_ZERO, replacedBy, type Warning } from '@async-catalog/product-schema';
import type { CheckedItems } from './check-items.ts';

/** Builds the warnings, at most one for each item, in the order of the items. */
export function buildWarnings({
  submitted,
  operations,
  replaced,
}: Pick<CheckedItems, 'submitted' | 'operations' | 'replaced'>): Warning[] {
  const replacing = replaced.map(({ index, supersededBy }) => ({ index, ...replacedBy(supersededBy) }));
  const free = [...operations]
    .filter(([, operation]) => priceOf(operation) === 0)
    .map(([index]) => ({ index, ...PRICE_ZERO }));
  return [...replacing, ...free]
    .toSorted((a, b) => a.index - b.index)
    .map(({ index, ...about }) => {
      const line = submitted[index]?.line;
      return { index, ...(line !== undefined && { line }), ...about };
    });
}

function priceOf(operation: Operation): number | undefined {
  if (operation.op === 'delete') {
    return undefined;
  }
  return operation.op === 'put' ? operation.product.price : operation.changes.price;
}
