import { currencyDigits, DEFAULT_CURRENCY, isCurrency } from '@async-catalog/product-schema';
import type { MergeItem, PatchItem, PutItem } from './item.ts';
import type { Entry, ProductState } from './product-state.ts';

/** The currency of a product that none was ever sent for: any operation that names one is newer. */
export const NO_CURRENCY: Entry = { value: DEFAULT_CURRENCY, revision: '' };

/**
 * Sets the currency that a newer put, which has none, keeps: that of the newest operation with one since the last
 * delete. `undefined` where that isn't this one's, or has fewer decimals than the price.
 */
export function withKeptCurrency(
  { exists, deleted, fields }: ProductState,
  { revision, ifVersion }: PutItem | PatchItem | MergeItem,
  value: string | undefined,
): Map<string, Entry> | undefined {
  const known = fields.get('currency')?.revision ?? '';
  const isNewer = revision > deleted && revision > known;
  // Nobody knows whether one for a version would have been applied.
  if (!exists || value === undefined || !isNewer || ifVersion !== undefined) {
    return undefined;
  }
  const kept = new Map([...fields, ['currency', { value, revision }]]);
  return hasTooManyDecimals(kept) ? undefined : kept;
}

/** Tells whether a price has more decimals than a currency that another operation set. */
export function hasTooManyDecimals(fields: ReadonlyMap<string, Entry>): boolean {
  const price = fields.get('price');
  const currency = fields.get('currency');
  if (
    price?.revision === currency?.revision ||
    typeof price?.value !== 'number' ||
    typeof currency?.value !== 'string' ||
    !isCurrency(currency.value)
  ) {
    return false;
  }
  const scale = 10 ** currencyDigits(currency.value);
  return Math.round(price.value * scale) / scale !== price.value;
}
