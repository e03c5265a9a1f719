import type { Report } from '@async-catalog/client';

interface Money {
  readonly currency: string;
  readonly digits: number;
  readonly minorUnits: number;
}

/** An item of a submission as the list shows it. */
export interface ItemRow {
  readonly index: number;
  readonly line?: number | undefined;
  readonly sku?: string | undefined;
  readonly productId?: string | undefined;
  readonly op?: string | undefined;
  readonly outcome: string;
  /** Effect of a save: `created`, `updated`, `unchanged` or `deleted`. */
  readonly change?: string | undefined;
  readonly changedFields?: readonly string[] | undefined;
  readonly price?: Money | undefined;
  readonly priceBefore?: Money | undefined;
  /** Code and sentence of what went wrong. */
  readonly error?: { readonly code: string; readonly detail: string } | undefined;
}

/** Converts the items of a report, which know prices and what they were before. */
export function rowsOfReport({ items, issues }: Report): ItemRow[] {
  const errors = new Map(
    issues.filter(({ severity }) => severity === 'error').map((issue) => [issue.index, issue]),
  );
  return items.map((item) => {
    const { currency, digits, priceInMinorUnits: minorUnits, priceBefore: before } = item;
    const known = currency !== undefined && digits !== undefined && minorUnits !== undefined;
    return {
      ...item,
      price: known ? { currency, digits, minorUnits } : undefined,
      priceBefore: before && { ...before, minorUnits: before.priceInMinorUnits },
      error: errors.get(item.index),
    };
  });
}

/** Amount in units of the currency. */
export function amountOf({ digits, minorUnits }: Money): number {
  return minorUnits / 10 ** digits;
}
