import type { PatchItem } from '../read/read-message.ts';
import { TOMBSTONE_SECONDS } from './apply-delete.ts';
import { checkAttributes, checkMoney, checkVersion } from './check-product.ts';
import { advance, type Effect } from './effect.ts';
import { withKeptCurrency } from './kept-currency.ts';
import type { Entry, ProductState } from './product-state.ts';

/** Sets and removes the fields that the patch names, where no newer operation did. */
export function applyPatch(state: ProductState, item: PatchItem): Effect {
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
function applyCurrency(state: ProductState, item: PatchItem): Effect {
  const { changes, revision } = item;
  const fields = withKeptCurrency(state, item, changes.currency);
  if (fields === undefined) {
    return state.fields.get('currency')?.revision === revision
      ? { kind: 'repeated' }
      : { kind: 'superseded', by: state.base };
  }
  return { kind: 'applied', state: advance(state, item, { fields }) };
}

type Merged = Pick<ProductState, 'fields' | 'attributes' | 'attributesRevision'> & {
  /** Number of places where the patch is the newest. */
  readonly changed: number;
  /** Whether a place has the patch already. */
  readonly repeated: boolean;
  /** Revision of the newest operation in these places. */
  readonly newest: string;
};

function mergeChanges(state: ProductState, item: PatchItem): Merged {
  const { changes, revision } = item;
  const { attributes: changedAttributes, ...plain } = changes;
  const fields = new Map(state.fields);
  const attributes = new Map([...state.attributes].filter(isRemembered(item)));
  let { attributesRevision } = state;
  let changed = 0;
  let repeated = false;
  let newest = '';

  function set(entries: Map<string, Entry>, name: string, value: unknown, least = ''): void {
    const known = entries.get(name)?.revision ?? '';
    const stored = known > least ? known : least;
    repeated ||= stored === revision;
    newest = stored > newest ? stored : newest;
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
    newest = attributesRevision > newest ? attributesRevision : newest;
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
  return { fields, attributes, attributesRevision, changed, repeated, newest };
}

/** Selects the attributes, and traces of those that a message can still set. */
function isRemembered({ acceptedAt }: PatchItem) {
  const oldest = new Date(Date.parse(acceptedAt) - TOMBSTONE_SECONDS * 1000).toISOString();
  return ([, { value, revision }]: [string, Entry]): boolean => value !== undefined || revision > oldest;
}

/** Tells whether a patch sets nothing, as one of no attributes does. */
function isEmpty({ attributes, ...plain }: PatchItem['changes']): boolean {
  return (
    Object.values(plain).every((value) => value === undefined) &&
    attributes !== null &&
    Object.keys(attributes ?? {}).length === 0
  );
}
