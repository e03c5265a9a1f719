import {
  madePaths,
  type MergeItem,
  type PatchItem,
  revisionFieldOf,
  skuOf,
} from '@async-catalog/product-operations';
import { canMakeProduct } from '@async-catalog/product-schema';
import {
  ABSENCE,
  aliases,
  beginWrite,
  EXISTS,
  IS_NEW,
  IS_PATCHED,
  IS_UNPATCHED,
  isUnsure,
  namesOf,
  type Update,
} from './product-write.ts';

const PATCH_NAMES = namesOf([
  'submissionId',
  'caller',
  'revision',
  'latest',
  'version',
  'updatedAt',
  'deletedAt',
]);
const MAKE_NAMES = {
  ...PATCH_NAMES,
  ...namesOf([...ABSENCE, 'madeRevision', 'madeFields', 'createdAt', 'currency', 'currencyRevision']),
};

const PATCH_CONDITION = `(${IS_UNPATCHED} AND ${EXISTS} OR ${IS_PATCHED} AND ${EXISTS})`;
const MAKE_CONDITION = `(${IS_NEW} OR ${IS_UNPATCHED} OR ${IS_PATCHED})`;

/** The last merge set the same, so this one replaces all that has its revision. */
const MADE_CONDITION = '(attribute_not_exists(#madeFields) OR #madeFields = :madeFields)';

/** There are no attributes but those of the last merge. */
const ATTRIBUTES_CONDITION = [
  'attribute_not_exists(#attributeRevisions)',
  '(attribute_not_exists(#attributes) OR #madeFields = :madeFields)',
].join(' AND ');

/** Builds the one write of a patch or merge that is the newest of its product; `undefined` where it takes a read first. */
export function buildChangesUpdate(item: PatchItem | MergeItem): Update | undefined {
  const { attributes, ...plain } = item.changes;
  const hasMoney = plain.price !== undefined || plain.currency !== undefined;
  const isChecked = plain.price !== undefined && plain.currency !== undefined;
  const makes = item.op === 'merge' && canMakeProduct(plain);
  if (
    (attributes !== undefined && !(makes && isPlain(attributes))) ||
    (hasMoney && !isChecked && !isUnsure(plain) && !Number.isInteger(plain.price))
  ) {
    return undefined;
  }
  const write = beginWrite(item);
  const removes: string[] = [];
  const fields = Object.keys(plain).filter((field) => plain[field as keyof typeof plain] !== undefined);
  for (const field of fields) {
    const value = plain[field as keyof typeof plain];
    if (value === null) {
      removes.push(`#${field}`);
    } else {
      write.set(field, value);
    }
    // What a merge that can make the product sets has `madeRevision`.
    if (makes && field !== 'currency') {
      removes.push(`#${revisionFieldOf(field)}`);
    } else {
      write.sets.push(`#${revisionFieldOf(field)} = :revision`);
    }
  }
  write.sets.push('#latest = :revision');
  const names = fields.flatMap((field) => [field, revisionFieldOf(field)]);
  if (isUnsure(plain)) {
    names.push('currency');
  }
  const end = (conditions: readonly string[], known: Record<string, string>): Update =>
    write.end(conditions.join(' AND '), removes, {
      isUnsure: isUnsure(plain),
      names: { ...known, ...namesOf(names) },
    });
  if (!makes) {
    return end([PATCH_CONDITION], PATCH_NAMES);
  }
  // A product without a put has an empty revision, which any put, however old, is newer than.
  write.sets.push('#revision = if_not_exists(#revision, :never)', '#madeRevision = :revision');
  write.sets.push('#createdAt = if_not_exists(#createdAt, :updatedAt)');
  write.values[':never'] = '';
  write.set('madeFields', JSON.stringify(madePaths(item.changes)));
  removes.push(aliases(ABSENCE));
  if (plain.currency === undefined) {
    write.keepCurrency();
  }
  const sku = skuOf(item);
  if (sku !== undefined) {
    write.sets.push('#sku = if_not_exists(#sku, :sku)');
    write.values[':sku'] = sku;
    names.push('sku');
  }
  const conditions = [MAKE_CONDITION, MADE_CONDITION];
  if (Object.keys(attributes ?? {}).length > 0) {
    write.set('attributes', JSON.stringify(attributes));
    names.push('attributes', 'attributeRevisions');
    conditions.push(ATTRIBUTES_CONDITION);
  }
  return end(conditions, MAKE_NAMES);
}

/** Tells whether attributes are set, and none is removed. */
function isPlain(attributes: MergeItem['changes']['attributes']): boolean {
  return attributes != null && !Object.values(attributes).includes(null);
}
