import type { Item } from './item.ts';
import type { ProductState } from './product-state.ts';

/**
 * Reason why a product isn't as an operation needs it. Codes never change.
 * - `VERSION_CONFLICT`: the product has another version than the operation is for.
 * - `TOO_MANY_DECIMALS`: the price has more decimals than the currency that the product has.
 * - `TOO_MANY`: the product would have more attributes than one can have.
 */
export interface Refusal {
  readonly code: 'VERSION_CONFLICT' | 'TOO_MANY_DECIMALS' | 'TOO_MANY';
  /** JSON pointer to the field; empty for the whole item. */
  readonly pointer: string;
  readonly detail: string;
}

/**
 * Effect of an operation on a product.
 * - `applied`: the state is to be written.
 * - `repeated`: it was applied before.
 * - `superseded`: newer operations have set, or removed, all that it would; `by` is the revision of the newest of them. It
 *   can leave a trace all the same.
 * - `missing`: there is no product to patch.
 * - `refused`: the product isn't as the operation needs it.
 */
export type Effect =
  | { readonly kind: 'applied'; readonly state: ProductState }
  | { readonly kind: 'superseded'; readonly by: string; readonly state?: ProductState }
  | { readonly kind: 'refused'; readonly failure: Refusal }
  | { readonly kind: 'repeated' | 'missing' };

/** Counts the operation, and notes it where it is the newest. */
export function advance(state: ProductState, item: Item, changes: Partial<ProductState>): ProductState {
  const { revision, acceptedAt, submissionId, caller } = item;
  return {
    ...leaveTrace(state, changes),
    ...(state.latest < revision && { latest: revision, updatedAt: acceptedAt, submissionId, caller }),
    ...changes,
  };
}

/** Counts a change that an operation makes though newer ones have replaced it, because no two states share a version. */
export function leaveTrace(state: ProductState, changes: Partial<ProductState>): ProductState {
  return { ...state, version: state.version + 1, ...changes };
}
