import { currencyDigits, DEFAULT_CURRENCY, isCurrency } from '@async-catalog/product-schema';
import type { DeleteItem, Item, PatchItem, PutItem } from '../read/read-message.ts';
import { type Entry, PLAIN_FIELDS, type ProductState } from './product-state.ts';

/**
 * Effect of an operation on a product.
 * - `applied`: the state is to be written.
 * - `repeated`: it was applied before.
 * - `superseded`: newer operations have set, or removed, all that it would. It can leave a trace all the same.
 * - `missing`: there is no product to patch.
 * - `conflict`: the product has another version than `ifVersion`.
 * - `tooManyDecimals`: the price has more decimals than the currency that the product has.
 */
export type Effect =
  | { readonly kind: 'applied'; readonly state: ProductState }
  | { readonly kind: 'superseded'; readonly state?: ProductState }
  | { readonly kind: 'repeated' | 'missing' | 'conflict' | 'tooManyDecimals' };

/** Seconds for which a deleted product is remembered: longer than any message about it lives. */
const TOMBSTONE_SECONDS = 45 * 24 * 60 * 60;

/** Computes when the trace of a deleted product expires: seconds since 1970. */
export function tombstoneExpiry(deletedAt: string): number {
  return Math.ceil(Date.parse(deletedAt) / 1000) + TOMBSTONE_SECONDS;
}

/** Applies an operation in its place in the order of revisions, whatever was applied before. */
export function applyOperation(state: ProductState, item: Item): Effect {
  if (item.op === 'put') {
    return applyPut(state, item);
  }
  return item.op === 'patch' ? applyPatch(state, item) : applyDelete(state, item);
}

function applyPut(state: ProductState, item: PutItem): Effect {
  const { product, revision } = item;
  if (state.base === revision) {
    return { kind: 'repeated' };
  }
  if (state.base > revision) {
    const fields = withKeptCurrency(state, product.currency, revision);
    return fields === undefined
      ? { kind: 'superseded' }
      : { kind: 'superseded', state: { ...state, fields } };
  }
  if (isConflict(state, item)) {
    return { kind: 'conflict' };
  }
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
  const isReplaced = state.attributesRevision < revision;
  const attributes = new Map([
    ...(isReplaced
      ? Object.entries(product.attributes ?? {}).map(([key, value]): [string, Entry] => [
          key,
          { value, revision },
        ])
      : []),
    ...[...state.attributes].filter(([, entry]) => entry.revision > revision),
  ]);
  const after = advanced(state, item, {
    base: revision,
    exists: true,
    fields,
    attributes,
    attributesRevision: isReplaced ? revision : state.attributesRevision,
    createdAt: state.exists ? state.createdAt : item.acceptedAt,
    deletedAt: undefined,
    expiresAt: undefined,
  });
  return product.currency === undefined && isNewest(state, item) && hasTooManyDecimals(after)
    ? { kind: 'tooManyDecimals' }
    : { kind: 'applied', state: after };
}

/**
 * Sets the currency that a newer put, which has none, keeps: that of the newest operation with one since the last
 * delete. `undefined` where that isn't this one's.
 */
function withKeptCurrency(
  { exists, deleted, fields }: ProductState,
  value: string | undefined,
  revision: string,
): Map<string, Entry> | undefined {
  const known = fields.get('currency')?.revision ?? '';
  return exists && value !== undefined && revision > deleted && revision > known
    ? new Map([...fields, ['currency', { value, revision }]])
    : undefined;
}

/** The currency of a product that none was ever sent for: any operation that names one is newer. */
const NO_CURRENCY: Entry = { value: DEFAULT_CURRENCY, revision: '' };

function applyDelete(state: ProductState, item: DeleteItem): Effect {
  const { revision, acceptedAt } = item;
  if (state.base === revision) {
    return { kind: 'repeated' };
  }
  if (state.base > revision) {
    const currency = state.fields.get('currency');
    const deleted = revision > state.deleted ? revision : state.deleted;
    // A newer put without a currency must not keep that of before the delete.
    const fields =
      state.exists && currency !== undefined && currency.revision < revision
        ? new Map([...state.fields, ['currency', NO_CURRENCY] as const])
        : state.fields;
    return deleted === state.deleted
      ? { kind: 'superseded' }
      : { kind: 'superseded', state: { ...state, deleted, fields } };
  }
  if (isConflict(state, item)) {
    return { kind: 'conflict' };
  }
  const isNewer = ([, entry]: [string, Entry]): boolean => entry.revision > revision;
  return {
    kind: 'applied',
    state: advanced(state, item, {
      base: revision,
      exists: false,
      deleted: revision,
      // Of newer patches, in case a put comes that lies between.
      fields: new Map([...state.fields].filter(isNewer)),
      attributes: new Map([...state.attributes].filter(isNewer)),
      attributesRevision: state.attributesRevision > revision ? state.attributesRevision : revision,
      createdAt: undefined,
      deletedAt: acceptedAt,
      expiresAt: tombstoneExpiry(acceptedAt),
    }),
  };
}

function applyPatch(state: ProductState, item: PatchItem): Effect {
  const { changes, revision } = item;
  if (state.base > revision) {
    const kept = withKeptCurrency(state, changes.currency, revision);
    if (kept !== undefined && isConflict(state, item)) {
      return { kind: 'conflict' };
    }
    return kept === undefined
      ? { kind: state.fields.get('currency')?.revision === revision ? 'repeated' : 'superseded' }
      : { kind: 'applied', state: advanced(state, item, { fields: kept }) };
  }
  const { attributes: changedAttributes, ...plain } = changes;
  const fields = new Map(state.fields);
  const attributes = new Map(state.attributes);
  let { attributesRevision } = state;
  let changed = 0;
  let repeated = false;

  function set(entries: Map<string, Entry>, name: string, value: unknown, least = ''): void {
    const known = entries.get(name)?.revision ?? '';
    const stored = known > least ? known : least;
    repeated ||= stored === revision;
    if (stored < revision) {
      entries.set(name, { value: value ?? undefined, revision });
      changed += 1;
    }
  }

  for (const [field, value] of Object.entries(plain)) {
    if (value !== undefined) {
      set(fields, field, value);
    }
  }
  if (changedAttributes === null) {
    repeated ||= attributesRevision === revision;
    if (attributesRevision < revision) {
      for (const [key, entry] of state.attributes) {
        if (entry.revision < revision) {
          attributes.delete(key);
        }
      }
      attributesRevision = revision;
      changed += 1;
    }
  } else {
    for (const [key, value] of Object.entries(changedAttributes ?? {})) {
      set(attributes, key, value, attributesRevision);
    }
  }
  if (repeated || (isEmpty(changes) && state.latest === revision)) {
    return { kind: 'repeated' };
  }
  if (changed === 0 && !(isEmpty(changes) && isNewest(state, item))) {
    return { kind: 'superseded' };
  }
  // Only now: it may have been applied before an older delete came.
  if (!state.exists) {
    return { kind: 'missing' };
  }
  if (isConflict(state, item)) {
    return { kind: 'conflict' };
  }
  const after = advanced(state, item, { fields, attributes, attributesRevision });
  const setsMoney = changes.price !== undefined || changes.currency !== undefined;
  return setsMoney && isNewest(state, item) && hasTooManyDecimals(after)
    ? { kind: 'tooManyDecimals' }
    : { kind: 'applied', state: after };
}

/** Tells whether a patch sets nothing, as one of no attributes does. */
function isEmpty({ attributes, ...plain }: PatchItem['changes']): boolean {
  return (
    Object.values(plain).every((value) => value === undefined) &&
    attributes !== null &&
    Object.keys(attributes ?? {}).length === 0
  );
}

function isConflict({ exists, version }: ProductState, { ifVersion }: Item): boolean {
  return ifVersion !== undefined && (!exists || version !== ifVersion);
}

function isNewest({ latest }: ProductState, { revision }: Item): boolean {
  return latest < revision;
}

/** Counts the operation, and notes it where it is the newest. */
function advanced(state: ProductState, item: Item, changes: Partial<ProductState>): ProductState {
  const { revision, acceptedAt, submissionId } = item;
  return {
    ...state,
    version: state.version + 1,
    ...(isNewest(state, item) && { latest: revision, updatedAt: acceptedAt, submissionId }),
    ...changes,
  };
}

function hasTooManyDecimals({ fields }: ProductState): boolean {
  const price = fields.get('price')?.value;
  const currency = fields.get('currency')?.value;
  if (typeof price !== 'number' || typeof currency !== 'string' || !isCurrency(currency)) {
    return false;
  }
  const scale = 10 ** currencyDigits(currency);
  return Math.round(price * scale) / scale !== price;
}
