import type { DeleteItem } from './item.ts';
import { checkVersion } from './check-product.ts';
import { advance, type Effect, leaveTrace } from './effect.ts';
import { hasTooManyDecimals, NO_CURRENCY } from './kept-currency.ts';
import type { Entry, ProductState } from './product-state.ts';

/** Seconds for which a deleted product is remembered: longer than any message about it lives. */
export const TOMBSTONE_SECONDS = 45 * 24 * 60 * 60;

/** Computes when the trace of a deleted product expires: seconds since 1970. */
export function tombstoneExpiry(deletedAt: string): number {
  return Math.ceil(Date.parse(deletedAt) / 1000) + TOMBSTONE_SECONDS;
}

/** Deletes the product, but remembers newer patches, in case a put or merge comes that lies between. */
export function applyDelete(state: ProductState, item: DeleteItem): Effect {
  const { revision, acceptedAt } = item;
  if (state.base === revision) {
    return { kind: 'repeated' };
  }
  if (state.base > revision) {
    const fields = withoutOlderCurrency(state, revision);
    // Nobody knows whether one for a version would have been applied.
    const leavesTrace = revision > state.deleted && item.ifVersion === undefined;
    return {
      kind: 'superseded',
      by: state.base,
      ...(leavesTrace && { state: leaveTrace(state, { deleted: revision, fields }) }),
    };
  }
  const isNewer = ([, entry]: [string, Entry]): boolean => entry.revision > revision;
  const rest = {
    base: revision,
    deleted: revision,
    fields: new Map([...state.fields].filter(isNewer)),
    attributes: new Map([...state.attributes].filter(isNewer)),
    attributesRevision: state.attributesRevision > revision ? state.attributesRevision : revision,
  };
  // A newer merge makes the product anew.
  if (state.made > revision) {
    const fields = new Map(
      [...withoutOlderCurrency(state, revision)].filter(
        (field) => isNewer(field) || field[0] === 'currency' || field[0] === 'sku',
      ),
    );
    return {
      kind: 'superseded',
      by: state.made,
      ...(item.ifVersion === undefined && { state: leaveTrace(state, { ...rest, fields }) }),
    };
  }
  const refused = checkVersion(state, item);
  if (refused) {
    return refused;
  }
  return {
    kind: 'applied',
    state: advance(state, item, {
      ...rest,
      exists: false,
      createdAt: undefined,
      deletedAt: acceptedAt,
      expiresAt: tombstoneExpiry(acceptedAt),
    }),
  };
}

/** A newer put or merge without a currency must not keep that of before the delete. */
function withoutOlderCurrency(
  { exists, fields }: ProductState,
  revision: string,
): ReadonlyMap<string, Entry> {
  const currency = fields.get('currency');
  if (!exists || currency === undefined || currency.revision > revision) {
    return fields;
  }
  const without = new Map([...fields, ['currency', NO_CURRENCY]]);
  return hasTooManyDecimals(without) ? fields : without;
}
