import {
  type DeleteItem,
  type Item,
  PLAIN_FIELDS,
  type PutItem,
  revisionFieldOf,
  tombstoneExpiry,
} from '@async-catalog/product-operations';
import { ProductItem } from '@async-catalog/product-schema';
import { z } from 'zod';
import { buildChangesUpdate } from './changes-update.ts';
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

const FIELDS = [...PLAIN_FIELDS, 'attributes'];

/** Revisions of single fields, which only patches and merges leave. That of the currency stays. */
const FIELD_REVISIONS = FIELDS.filter((field) => field !== 'currency').map(revisionFieldOf);

/** Names in each put: DynamoDB refuses one that isn't used. */
const PUT_NAMES = namesOf([
  ...FIELDS,
  'currencyRevision',
  'attributeRevisions',
  'submissionId',
  'caller',
  'revision',
  'latest',
  'version',
  'createdAt',
  'updatedAt',
  'madeRevision',
  'madeFields',
  ...ABSENCE,
]);
const DELETE_NAMES = { ...PUT_NAMES, ...namesOf([...FIELD_REVISIONS, 'deletedRevision']) };

/** Traces of other operations, which a put ends. Revisions of fields stay: older than the put, they say nothing. */
const LEFTOVERS = aliases(['attributeRevisions', 'latest', 'madeRevision', 'madeFields', ...ABSENCE]);

const DELETED = aliases([
  ...FIELDS,
  ...FIELD_REVISIONS,
  'currencyRevision',
  'attributeRevisions',
  'latest',
  'madeRevision',
  'madeFields',
  'createdAt',
  'missingSince',
]);

/** A deleted product of which newer patches are remembered takes the slow way. */
const PUT_CONDITION = `(${IS_NEW} OR ${IS_UNPATCHED} OR ${IS_PATCHED} AND ${EXISTS})`;
const DELETE_CONDITION = `(${IS_NEW} OR ${IS_UNPATCHED} OR ${IS_PATCHED})`;

/**
 * Builds the one write of an operation that is the newest of its product. Its condition fails for any other;
 * `undefined` where it takes a read to know what to write. Its times are those of acceptance, so they don't depend on
 * deliveries, and `updatedAt` never goes back.
 */
export function buildProductUpdate(item: Item): Update | undefined {
  if (item.op === 'put') {
    return buildPut(item);
  }
  return item.op === 'delete' ? buildDelete(item) : buildChangesUpdate(item);
}

function buildPut(item: PutItem): Update {
  const { product } = item;
  const values = {
    ...product,
    // The only field that is stored in another form.
    attributes: z.encode(ProductItem.shape.attributes, product.attributes),
  };
  const write = beginWrite(item);
  const removes: string[] = [LEFTOVERS];
  for (const field of FIELDS) {
    const value = values[field as keyof typeof values];
    if (value !== undefined) {
      write.set(field, value);
    } else if (field !== 'currency') {
      removes.push(`#${field}`);
    }
  }
  if (product.currency === undefined) {
    write.keepCurrency();
  } else {
    write.sets.push('#currencyRevision = :revision');
  }
  write.sets.push('#revision = :revision', '#createdAt = if_not_exists(#createdAt, :updatedAt)');
  return write.end(PUT_CONDITION, removes, { isUnsure: isUnsure(product), names: PUT_NAMES });
}

function buildDelete(item: DeleteItem): Update {
  const write = beginWrite(item);
  write.sets.push('#revision = :revision', '#deletedRevision = :revision', '#deletedAt = :updatedAt');
  write.set('expiresAt', tombstoneExpiry(item.acceptedAt));
  return write.end(DELETE_CONDITION, [DELETED], { isUnsure: false, names: DELETE_NAMES });
}
