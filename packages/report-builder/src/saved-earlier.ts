import type { ReportItem } from '@async-catalog/product-schema';

/**
 * Tells whether all that is known of an item is a repeated delivery, which can't say what an earlier one changed. Results of earlier
 * workers say neither, and have no `op`.
 */
export function isSavedEarlier({
  op,
  outcome,
  change,
}: Pick<ReportItem, 'op' | 'change'> & { readonly outcome: string }): boolean {
  return outcome === 'saved' && op !== undefined && change === undefined;
}
