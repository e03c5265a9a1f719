import { v5, v7 } from 'uuid';
import { z } from 'zod';

/**
 * Namespaces of the name-based ids, published so that anyone can compute an id.
 * Each is the UUIDv5 of its URL in RFC 9562's URL namespace (the tests derive them again).
 */
export const NAMESPACES = {
  /** UUIDv5 of `https://async-catalog.dev/ns/sku` */
  sku: 'b8ac680e-192e-5fa7-a180-2f60492a7db1',
  /** UUIDv5 of `https://async-catalog.dev/ns/item` */
  item: 'fd2c2bd7-c45e-51d5-90e7-7bba2ed3ca5c',
  /** UUIDv5 of `https://async-catalog.dev/ns/submission` */
  submission: '07569cf5-da59-5a59-ad6b-b83742ae21da',
  /** UUIDv5 of `https://async-catalog.dev/ns/import` */
  import: 'de53d914-7e27-542f-9948-822ccf6b6928',
} as const;

const LOWER_CASE_UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

const LowerCaseUuid = z.string().regex(LOWER_CASE_UUID, 'must be a lower-case UUID').meta({ format: 'uuid' });

/** A lower-case UUID that names a product. */
export const ProductId = LowerCaseUuid.brand<'ProductId'>();
export type ProductId = z.infer<typeof ProductId>;

/** A lower-case UUID that names a submission. */
export const SubmissionId = LowerCaseUuid.brand<'SubmissionId'>();
export type SubmissionId = z.infer<typeof SubmissionId>;

/** A lower-case UUID that names an import. */
export const ImportId = LowerCaseUuid.brand<'ImportId'>();
export type ImportId = z.infer<typeof ImportId>;

/** Creates the id of an import without an idempotency key: a UUIDv7. */
export function newImportId(): ImportId {
  return v7() as ImportId;
}

/** Derives the import id of a caller's idempotency key: the same caller and key always give the same id. */
export function importIdForKey(caller: string, idempotencyKey: string): ImportId {
  return v5(`${caller}\n${idempotencyKey}`, NAMESPACES.import) as ImportId;
}

/** Creates a submission id: a UUIDv7, so that ids sort by creation time (RFC 9562 section 5.7). */
export function newSubmissionId(): SubmissionId {
  return v7() as SubmissionId;
}

/** Derives the submission id of a caller's idempotency key: the same caller and key always give the same id. */
export function submissionIdForKey(caller: string, idempotencyKey: string): SubmissionId {
  // A key is printable ASCII, so the last line break always separates the two, and no other pair gives this name.
  return v5(`${caller}\n${idempotencyKey}`, NAMESPACES.submission) as SubmissionId;
}

/** Derives the id of the product with a SKU, which is compared in Unicode's form NFC. */
export function productIdOfSku(sku: string): ProductId {
  // A lone surrogate has no UTF-8, and `v5` would throw.
  return v5(sku.toWellFormed().normalize('NFC'), NAMESPACES.sku) as ProductId;
}

/**
 * Derives the id of a product from its SKU, or from its place in its submission if it has none.
 * Both are UUIDv5 (RFC 9562 section 5.5).
 */
export function productIdOf(item: {
  submissionId: string;
  index: number;
  sku?: string | undefined;
}): ProductId {
  return item.sku === undefined
    ? (v5(`${item.submissionId}/${item.index}`, NAMESPACES.item) as ProductId)
    : productIdOfSku(item.sku);
}
