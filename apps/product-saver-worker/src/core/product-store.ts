import type { Item } from './item.ts';

/**
 * What a save did.
 * - `created`, `updated`: the product is now as the item says. `version` is 1, or more.
 * - `repeated`: it was so already, by this very item: an earlier delivery saved it, or the answer to an earlier write was lost.
 * - `superseded`: a newer state of the product stands; nothing was written.
 */
export type Save =
  | { readonly kind: 'created' | 'updated' | 'repeated'; readonly version: number }
  | { readonly kind: 'superseded' };

export interface ProductStore {
  /** @throws {PermanentError} when the store can never take this product. */
  save(item: Item): Promise<Save>;
}
