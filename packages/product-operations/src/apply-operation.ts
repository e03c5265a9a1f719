import type { Item } from './item.ts';
import { applyDelete } from './apply-delete.ts';
import { applyMerge } from './apply-merge.ts';
import { applyPatch } from './apply-patch.ts';
import { applyPut } from './apply-put.ts';
import type { Effect } from './effect.ts';
import type { ProductState } from './product-state.ts';

/** Applies an operation in its place in the order of revisions, whatever was applied before. */
export function applyOperation(state: ProductState, item: Item): Effect {
  if (item.op === 'put') {
    return applyPut(state, item);
  }
  if (item.op === 'delete') {
    return applyDelete(state, item);
  }
  return item.op === 'merge' ? applyMerge(state, item) : applyPatch(state, item);
}
