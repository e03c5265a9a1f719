import type { PutItem } from './item.ts';
import { checkAttributes, checkMoney, checkVersion } from './check-product.ts';
import { advance, type Effect, leaveTrace } from './effect.ts';
import { NO_CURRENCY, withKeptCurrency } from './kept-currency.ts';
import { PLAIN_FIELDS } from './product-row.ts';
import type { Entry, ProductState } from './product-state.ts';

/** Replaces the product, but for what newer patches have set. */
export function applyPut(state: ProductState, item: PutItem): Effect {
  const { product, revision } = item;
  if (state.base === revision) {
    return { kind: 'repeated' };
  }
  if (state.base > revision) {
    const fields = withKeptCurrency(state, item, product.currency);
    return {
      kind: 'superseded',
      by: state.base,
      ...(fields && { state: leaveTrace(state, { fields }) }),
    };
  }
  const fields = replaceFields(state, item);
  const replaced = replaceAttributes(state, item);
  const refused = checkVersion(state, item) ?? checkMoney(fields) ?? checkAttributes(replaced.attributes);
  return (
    refused ?? {
      kind: 'applied',
      state: advance(state, item, {
        base: revision,
        exists: true,
        fields,
        ...replaced,
        createdAt: state.exists ? state.createdAt : item.acceptedAt,
        deletedAt: undefined,
        expiresAt: undefined,
      }),
    }
  );
}

function replaceFields(state: ProductState, { product, revision }: PutItem): Map<string, Entry> {
  const fields = new Map<string, Entry>();
  for (const field of PLAIN_FIELDS) {
    const stored = state.fields.get(field);
    const value = product[field as keyof typeof product];
    if (stored !== undefined && stored.revision > revision) {
      fields.set(field, stored);
    } else if (value !== undefined) {
      fields.set(field, { value, revision });
    } else if (field === 'currency') {
      fields.set(field, stored?.value === undefined ? NO_CURRENCY : stored);
    }
  }
  return fields;
}

function replaceAttributes(
  { attributes, attributesRevision }: ProductState,
  { product, revision }: PutItem,
): Pick<ProductState, 'attributes' | 'attributesRevision'> {
  const isReplaced = attributesRevision < revision;
  const sent = isReplaced ? Object.entries(product.attributes ?? {}) : [];
  return {
    attributes: new Map([
      ...sent.map(([key, value]): [string, Entry] => [key, { value, revision }]),
      ...[...attributes].filter(([, entry]) => entry.revision > revision),
    ]),
    attributesRevision: isReplaced ? revision : attributesRevision,
  };
}
