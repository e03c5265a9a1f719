import type { Report, ReportItem, ReportPriceChange } from '@async-catalog/product-schema';
import { add, type Amount, subtract } from './money.ts';

/** Counts saved items by their effect. */
export function changesOf(items: readonly ReportItem[]): Report['summary']['changes'] {
  const changes = { created: 0, updated: 0, unchanged: 0, deleted: 0 };
  for (const { change } of items) {
    if (change !== undefined) {
      changes[change] += 1;
    }
  }
  return changes;
}

/**
 * Sums up by currency, in their order, how prices changed, of products that the submission neither made nor deleted. A change of the
 * currency is no change of a price.
 */
export function priceChangesOf(items: readonly ReportItem[]): ReportPriceChange[] {
  const changes = new Map<string, Amount & { products: Set<unknown> }>();
  const madeOrDeleted = new Set(items.filter(isMadeOrDeleted).map(productOf));
  for (const item of items) {
    const { currency, digits, priceInMinorUnits: minorUnits, priceBefore } = item;
    if (
      !madeOrDeleted.has(productOf(item)) &&
      priceBefore?.currency === currency &&
      priceBefore &&
      currency &&
      digits !== undefined &&
      minorUnits !== undefined
    ) {
      const before = { digits: priceBefore.digits, minorUnits: priceBefore.priceInMinorUnits };
      const sum = changes.get(currency) ?? { products: new Set(), digits: 0, minorUnits: 0 };
      changes.set(currency, {
        products: sum.products.add(productOf(item)),
        ...add(sum, subtract({ digits, minorUnits }, before)),
      });
    }
  }
  return [...changes]
    .map(([currency, { products, digits, minorUnits }]) => ({
      currency,
      products: products.size,
      digits,
      differenceInMinorUnits: minorUnits,
    }))
    .sort((a, b) => (a.currency < b.currency ? -1 : 1));
}

function isMadeOrDeleted({ op, outcome, change }: ReportItem): boolean {
  return change === 'created' || change === 'deleted' || (outcome === 'saved' && op === 'delete');
}

function productOf({ index, productId }: ReportItem): string | number {
  return productId ?? index;
}
