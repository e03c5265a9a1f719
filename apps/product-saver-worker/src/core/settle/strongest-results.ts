import { higherOutcome, type ItemResult } from '@async-catalog/product-schema';

/** Picks one result for each item, in order: the one with the highest outcome, and of equal ones the latest. */
export function strongestResults(results: readonly ItemResult[]): ItemResult[] {
  const byIndex = new Map<number, ItemResult>();
  for (const result of results) {
    const known = byIndex.get(result.index);
    if (known === undefined || higherOutcome(result.outcome, known.outcome) === result.outcome) {
      byIndex.set(result.index, result);
    }
  }
  return [...byIndex.values()].sort((a, b) => a.index - b.index);
}
