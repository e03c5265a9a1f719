import type { ReportItem, ReportTotal } from '@async-catalog/product-schema';
import { add, type Amount } from './money.ts';

/**
 * Sums up saved items by category and currency, in that order; items without a category come last. Categories that differ only in their
 * form of Unicode are one, named as the first item has it. A product counts once.
 */
export function totalsOf(items: readonly ReportItem[]): ReportTotal[] {
  const totals = new Map<string, Amount & Pick<ReportTotal, 'category' | 'currency' | 'products'>>();
  for (const { category = null, currency, digits, priceInMinorUnits: minorUnits } of lastSaved(items)) {
    if (currency !== undefined && digits !== undefined && minorUnits !== undefined) {
      const key = JSON.stringify([category?.normalize('NFC') ?? null, currency]);
      const sum = totals.get(key) ?? { category, currency, products: 0, digits: 0, minorUnits: 0 };
      totals.set(key, { ...sum, products: sum.products + 1, ...add(sum, { digits, minorUnits }) });
    }
  }
  return Array.from(totals.values(), ({ minorUnits, ...total }) => ({
    ...total,
    priceInMinorUnits: minorUnits,
  })).sort(
    (a, b) =>
      Number(a.category === null) - Number(b.category === null) ||
      compare(a.category ?? '', b.category ?? '') ||
      compare(a.currency, b.currency),
  );
}

/** Takes the last saved item of each product: what a submission does to one product first, it may undo. */
function lastSaved(items: readonly ReportItem[]): ReportItem[] {
  const last = new Map<string, ReportItem>();
  for (const item of items) {
    const name = item.productId ?? `#${item.index}`;
    if (item.outcome === 'saved' && !wasSavedBefore(item, last.get(name))) {
      last.set(name, item);
    }
  }
  return [...last.values()].filter(({ change, op }) => change !== 'deleted' && op !== 'delete');
}

/** Tells whether a later item was saved first: the other one, which came late, then knows the product as both leave it. */
function wasSavedBefore(item: ReportItem, earlier: ReportItem | undefined): boolean {
  // Without a change, a version is that of the repeated delivery.
  return (
    item.change !== undefined &&
    earlier?.change !== undefined &&
    item.version !== undefined &&
    earlier.version !== undefined &&
    item.version < earlier.version
  );
}

/** Compares by code unit, so that the order doesn't depend on the locale. */
function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
