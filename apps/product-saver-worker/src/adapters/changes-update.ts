import {
  commonRevisionText,
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
  ...namesOf([...ABSENCE, 'madeRevision', 'createdAt', 'currency', 'currencyRevision']),
};

const PATCH_CONDITION = `(${IS_UNPATCHED} AND ${EXISTS} OR ${IS_PATCHED} AND ${EXISTS})`;
const MAKE_CONDITION = `(${IS_NEW} OR ${IS_UNPATCHED} OR ${IS_PATCHED})`;

/** A merge must neither remove attributes that it doesn't name, nor forget that others were removed. */
const ATTRIBUTES_CONDITION = [
  '(attribute_not_exists(#attributes) OR #attributes = :attributes)',
  '(attribute_not_exists(#attributeRevisions) OR size(#attributeRevisions) = :oneRevision)',
].join(' AND ');

/** Builds the one write of a patch or merge that is the newest of its product; `undefined` where it takes a read first. */
export function buildChangesUpdate(item: PatchItem | MergeItem): Update | undefined {
  const { attributes, ...plain } = item.changes;
  const hasMoney = plain.price !== undefined || plain.currency !== undefined;
  const isChecked = plain.price !== undefined && plain.currency !== undefined;
  if (
    (attributes !== undefined && (item.op === 'patch' || !isPlain(attributes))) ||
    (hasMoney && !isChecked && !isUnsure(plain) && !Number.isInteger(plain.price))
  ) {
    return undefined;
  }
  const write = beginWrite(item);
  const removes: string[] = [];
  const changed = Object.entries(plain).filter(([, value]) => value !== undefined);
  for (const [field, value] of changed) {
    if (value === null) {
      removes.push(`#${field}`);
    } else {
      write.set(field, value);
    }
    write.sets.push(`#${revisionFieldOf(field)} = :revision`);
  }
  write.sets.push('#latest = :revision');
  const names = changed.flatMap(([field]) => [field, revisionFieldOf(field)]);
  if (isUnsure(plain)) {
    names.push('currency');
  }
  const conditions: string[] = [];
  if (Object.keys(attributes ?? {}).length > 0) {
    const revisions = commonRevisionText(item.revision);
    write.set('attributes', JSON.stringify(attributes));
    write.set('attributeRevisions', revisions);
    write.values[':oneRevision'] = revisions.length;
    names.push('attributes', 'attributeRevisions');
    conditions.push(ATTRIBUTES_CONDITION);
  }
  const end = (condition: string, known: Record<string, string>): Update =>
    write.end([condition, ...conditions].join(' AND '), removes, {
      isUnsure: isUnsure(plain),
      names: { ...known, ...namesOf(names) },
    });
  if (item.op === 'patch' || !canMakeProduct(plain)) {
    return end(PATCH_CONDITION, PATCH_NAMES);
  }
  // A product without a put has an empty revision, which any put, however old, is newer than.
  write.sets.push('#revision = if_not_exists(#revision, :never)', '#madeRevision = :revision');
  write.sets.push('#createdAt = if_not_exists(#createdAt, :updatedAt)');
  write.values[':never'] = '';
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
  return end(MAKE_CONDITION, MAKE_NAMES);
}

/** Tells whether attributes are set, and none is removed. */
function isPlain(attributes: MergeItem['changes']['attributes']): boolean {
  return attributes != null && !Object.values(attributes).includes(null);
}
