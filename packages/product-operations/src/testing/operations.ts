import { productIdOfSku, revisionOf, type SubmissionId } from '@async-catalog/product-schema';
import * as fc from 'fast-check';
import type { Item, MergeItem, PatchItem } from '../item.ts';

const SKU = 'TEA-1';
export const productId = productIdOfSku(SKU);

const words = fc.constantFrom('a', 'b', 'c');
const someAttributes = fc.dictionary(fc.constantFrom('x', 'y'), words, { maxKeys: 2 });

const put = fc.record({
  op: fc.constant('put' as const),
  product: fc
    .record(
      {
        name: words,
        price: fc.constantFrom(1, 2),
        sku: fc.constant(SKU),
        currency: fc.constantFrom('EUR', 'USD', 'GBP'),
        brand: words,
        tags: fc.constant(['hot']),
        attributes: someAttributes,
      },
      { requiredKeys: ['name', 'price', 'sku'] },
    )
    .map((product) => ({ ...product })),
});

const removable = fc.option(words, { nil: null });
const patch = fc.record({
  op: fc.constant('patch' as const),
  changes: fc
    .record(
      {
        name: words,
        price: fc.constantFrom(3, 4),
        currency: fc.constantFrom('CHF', 'SEK'),
        brand: removable,
        description: removable,
        attributes: fc.option(fc.dictionary(fc.constantFrom('x', 'y', 'z'), removable, { maxKeys: 2 }), {
          nil: null,
        }),
      },
      { requiredKeys: [] },
    )
    .filter((changes) => Object.keys(changes).length > 0),
});

const merge = fc
  .tuple(patch, fc.record({ name: words, price: fc.constantFrom(5, 6) }), fc.boolean())
  .map(([{ changes }, needed, isComplete]) => ({
    op: 'merge' as const,
    changes: { ...changes, ...(isComplete && needed) },
  }));

const remove = fc.record({ op: fc.constant('delete' as const) });

/** Generates operations on one product, oldest first. The version that one needs, if any, is that of `ifVersion`. */
export const arbitraryOperations: fc.Arbitrary<Item[]> = fc
  .array(
    fc.oneof(
      { weight: 3, arbitrary: put },
      { weight: 3, arbitrary: patch },
      { weight: 4, arbitrary: merge },
      { weight: 1, arbitrary: remove },
    ),
    {
      minLength: 1,
      maxLength: 7,
    },
  )
  .map((operations) => operations.map((operation, n) => itemOf(operation, n)));

export function itemOf(operation: object, place: number): Item {
  const submissionId = `0190d4f2-0000-7000-8000-0000000000${String(place).padStart(2, '0')}` as SubmissionId;
  const acceptedAt = `2026-01-31T09:30:00.${String(100 + place)}Z`;
  return {
    version: 2,
    submissionId,
    index: 0,
    total: 1,
    caller: 'shop-7',
    acceptedAt,
    requestId: 'request-1',
    sku: SKU,
    ...operation,
    productId,
    revision: revisionOf({ acceptedAt, submissionId, index: 0 }),
  } as Item;
}

/**
 * Folds operations in order, as their consumers mean them, but for `ifVersion`. A put or merge without a currency keeps
 * that of the newest operation with one since the last delete. What patches change waits for the operation that makes
 * the product; a put replaces it.
 */
export function foldOperations(items: readonly Item[]): Record<string, unknown> | undefined {
  let product: Record<string, unknown> = {};
  let exists = false;
  let currency = 'USD';
  for (const item of items) {
    if (item.op === 'delete') {
      product = {};
      exists = false;
      currency = 'USD';
    } else if (item.op === 'put') {
      product = { ...item.product };
      exists = true;
      currency = item.product.currency ?? currency;
    } else {
      const { name, price } = item.changes;
      exists ||= item.op === 'merge' && name !== undefined && price !== undefined;
      product = { sku: item.sku, ...mergePatch(product, item.changes) };
      currency = item.changes.currency ?? currency;
    }
  }
  return exists ? withoutEmptyAttributes({ ...product, currency }) : undefined;
}

/** https://www.rfc-editor.org/rfc/rfc7396 */
function mergePatch(
  product: Record<string, unknown>,
  changes: (PatchItem | MergeItem)['changes'],
): Record<string, unknown> {
  const attributes =
    changes.attributes === null
      ? null
      : withoutNulls({ ...(product['attributes'] as object | undefined), ...changes.attributes });
  return withoutNulls({ ...product, ...changes, attributes });
}

function withoutNulls(value: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(value).filter(([, entry]) => entry !== null && entry !== undefined),
  );
}

function withoutEmptyAttributes({ attributes: sent, ...product }: Record<string, unknown>) {
  return Object.keys((sent as object | undefined) ?? {}).length === 0
    ? product
    : { ...product, attributes: sent };
}
