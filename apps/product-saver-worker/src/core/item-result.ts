import { higherOutcome, type ItemResult } from '@async-catalog/product-schema';
import type { Failure } from './failure.ts';
import type { Item } from './item.ts';
import type { Save } from './product-store.ts';

export function savedResult(item: Item, save: Save): ItemResult {
  return save.kind === 'superseded'
    ? { ...aboutItem(item), outcome: 'superseded' }
    : { ...aboutItem(item), outcome: 'saved', version: save.version };
}

/** The product is kept, so that the caller can have it submitted again. */
export function failedResult(item: Item, failure: Failure): ItemResult {
  return { ...aboutItem(item), outcome: 'failed', error: errorOf(failure), product: item.product };
}

/** Without a product: nobody can tell whether what the message holds is what the caller submitted. */
export function unreadableResult(index: number, failure: Failure): ItemResult {
  return { index, outcome: 'failed', error: errorOf(failure) };
}

function aboutItem({ index, productId, product }: Item): Omit<ItemResult, 'outcome'> {
  const { sku, category, currency, price } = product;
  return { index, productId, sku, category, currency, priceInHundredths: Math.round(price * 100) };
}

function errorOf({ code, detail }: Failure): ItemResult['error'] {
  return { code, detail, pointer: '' };
}

/** One result for each item, in order: the one with the highest outcome, and of equal ones the latest. */
export function strongestResults(results: Iterable<ItemResult>): ItemResult[] {
  const byIndex = new Map<number, ItemResult>();
  for (const result of results) {
    const known = byIndex.get(result.index);
    if (known === undefined || higherOutcome(result.outcome, known.outcome) === result.outcome) {
      byIndex.set(result.index, result);
    }
  }
  return [...byIndex.values()].sort((a, b) => a.index - b.index);
}
