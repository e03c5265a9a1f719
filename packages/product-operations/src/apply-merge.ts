import { canMakeProduct } from '@async-catalog/product-schema';
import type { MergeItem } from './item.ts';
import { applyPatch } from './apply-patch.ts';
import { checkAttributes, checkMoney, checkVersion } from './check-product.ts';
import { advance, type Effect, leaveTrace } from './effect.ts';
import { NO_CURRENCY } from './kept-currency.ts';
import { mergeChanges } from './merge-changes.ts';
import type { ProductState } from './product-state.ts';

/** Patches the product. Where there is none, makes one of the merge and of the patches since the last delete. */
export function applyMerge(state: ProductState, item: MergeItem): Effect {
  const { changes, revision } = item;
  if (!canMakeProduct(changes) || state.base > revision || state.made >= revision) {
    return applyPatch(state, item);
  }
  if (!state.exists) {
    return makeProduct(state, item);
  }
  const effect = applyPatch(state, item);
  // A delete that comes late can lie before this merge, which then made the product.
  if (effect.kind === 'applied') {
    return { ...effect, state: { ...effect.state, made: revision } };
  }
  return effect.kind === 'superseded' && item.ifVersion === undefined
    ? { ...effect, state: leaveTrace(state, { made: revision }) }
    : effect;
}

function makeProduct(state: ProductState, item: MergeItem): Effect {
  const { fields, attributes, attributesRevision } = mergeChanges(state, item);
  const sku = skuOf(item);
  const made = new Map([
    ['currency', NO_CURRENCY],
    ...fields,
    // As old as can be, so that a put keeps its own spelling.
    ...(sku === undefined ? [] : [['sku', { value: sku, revision: state.base }] as const]),
  ]);
  const refused = checkVersion(state, item) ?? checkMoney(made) ?? checkAttributes(attributes);
  return (
    refused ?? {
      kind: 'applied',
      state: advance(state, item, {
        exists: true,
        made: item.revision,
        fields: made,
        attributes,
        attributesRevision,
        createdAt: item.acceptedAt,
        deletedAt: undefined,
        expiresAt: undefined,
      }),
    }
  );
}

/** Reads the SKU of a product that a merge makes, in the one spelling that doesn't depend on which of several comes first. */
export function skuOf({ sku }: MergeItem): string | undefined {
  return sku?.normalize('NFC');
}
