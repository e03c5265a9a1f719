import type { MergeItem, PatchItem } from './item.ts';
import { checkAttributes, checkMoney, checkVersion } from './check-product.ts';
import { advance, type Effect } from './effect.ts';
import { withKeptCurrency } from './kept-currency.ts';
import { mergeChanges } from './merge-changes.ts';
import type { ProductState } from './product-state.ts';

/** Sets and removes the fields that the patch names, where no newer operation did. */
export function applyPatch(state: ProductState, item: PatchItem | MergeItem): Effect {
  const { changes, revision } = item;
  if (state.base > revision) {
    return applyCurrency(state, item);
  }
  const { changed, repeated, newest, ...merged } = mergeChanges(state, item);
  const isNewest = state.latest < revision;
  if (repeated || (isEmpty(changes) && state.latest === revision)) {
    return { kind: 'repeated' };
  }
  if (changed === 0 && !(isEmpty(changes) && isNewest)) {
    return { kind: 'superseded', by: newest === '' ? state.latest : newest };
  }
  // Only now: it may have been applied before an older delete came.
  if (!state.exists) {
    return { kind: 'missing' };
  }
  const refused =
    checkVersion(state, item) ?? checkMoney(merged.fields) ?? checkAttributes(merged.attributes);
  return refused ?? { kind: 'applied', state: advance(state, item, merged) };
}

/** Applies what a newer put can keep of a patch: the currency. */
function applyCurrency(state: ProductState, item: PatchItem | MergeItem): Effect {
  const { changes, revision } = item;
  const fields = withKeptCurrency(state, item, changes.currency);
  if (fields === undefined) {
    return state.fields.get('currency')?.revision === revision
      ? { kind: 'repeated' }
      : { kind: 'superseded', by: state.base };
  }
  return { kind: 'applied', state: advance(state, item, { fields }) };
}

/** Tells whether a patch sets nothing, as one of no attributes does. */
function isEmpty({ attributes, ...plain }: PatchItem['changes']): boolean {
  return (
    Object.values(plain).every((value) => value === undefined) &&
    attributes !== null &&
    Object.keys(attributes ?? {}).length === 0
  );
}
