import type { MergeItem, PatchItem } from './item.ts';
import { TOMBSTONE_SECONDS } from './apply-delete.ts';
import type { Entry, ProductState } from './product-state.ts';

type Merged = Pick<ProductState, 'fields' | 'attributes' | 'attributesRevision'> & {
  /** Number of places where the item is the newest. */
  readonly changed: number;
  /** Whether a place has the item's change already. */
  readonly repeated: boolean;
  /** Revision of the newest operation in these places. */
  readonly newest: string;
};

/** Sets and removes what an item names, in each place where no newer operation did. */
export function mergeChanges(state: ProductState, item: PatchItem | MergeItem): Merged {
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
function isRemembered({ acceptedAt }: PatchItem | MergeItem) {
  const oldest = new Date(Date.parse(acceptedAt) - TOMBSTONE_SECONDS * 1000).toISOString();
  return ([, { value, revision }]: [string, Entry]): boolean => value !== undefined || revision > oldest;
}
