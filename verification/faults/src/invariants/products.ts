import { isDeepStrictEqual } from 'node:util';
import { outcomeOf, PRODUCT_FIELDS, type ProductItem } from '@async-catalog/product-schema';
import type { RequestedItem, Facts } from '../read-facts.ts';

/** Each product has the fields of its newest accepted item, and the times of its first and last save. */
export function* productsAreNewestAccepted({ submissions, products, saves }: Facts): Generator<string> {
  const requested = new Map(
    submissions.flatMap(({ items }) => items.map((item): [string, RequestedItem] => [item.revision, item])),
  );
  const current = new Map<string, ProductItem>(products.map((product) => [product.id, product]));
  for (const { record, items } of submissions) {
    for (const { index, revision, productId } of items.filter(({ replaced }) => !replaced)) {
      const outcome = outcomeOf(record, index);
      const done = outcome === 'saved' || outcome === 'superseded';
      if (done && (current.get(productId)?.revision ?? '') < revision) {
        yield `${revision} is reported ${outcome}, but its product is older`;
      }
    }
  }
  for (const product of products) {
    const newest = requested.get(product.revision);
    const first = saves.find(({ id }) => id === product.id);
    if (newest === undefined || newest.productId !== product.id) {
      yield `${product.id} is as no item requested`;
    } else if (!PRODUCT_FIELDS.every((field) => isDeepStrictEqual(product[field], newest.product[field]))) {
      yield `${product.id} has other fields than ${product.revision}`;
    }
    if (product.updatedAt !== newest?.acceptedAt || product.createdAt !== first?.updatedAt) {
      yield `${product.id} has other times than its saves`;
    }
  }
}

/** Of two submissions, one that was sent after the other was accepted is the newer, as far as clocks agree. */
export function* submissionOrderIsKept({ submissions, clockSkewMs }: Facts): Generator<string> {
  for (const { result, items } of submissions) {
    const { acceptedAt } = result;
    const later = submissions.filter(
      ({ result: { sentAt } }) => acceptedAt !== undefined && sentAt > acceptedAt + 2 * clockSkewMs,
    );
    for (const { revision, productId } of items) {
      const overtaken = later
        .flatMap((other) => other.items)
        .find((item) => item.productId === productId && item.revision <= revision);
      if (overtaken !== undefined) {
        yield `${overtaken.revision} was submitted after ${revision}, but counts as older`;
      }
    }
  }
}

/** Each save of a product is newer than the one before, and its version counts them. */
export function* versionsCountSaves({ products, saves }: Facts): Generator<string> {
  for (const { id, version, revision } of products) {
    const own = saves.filter((save) => save.id === id);
    for (const [nth, save] of own.entries()) {
      const before = own[nth - 1];
      if (before !== undefined && before.revision >= save.revision) {
        yield `${save.revision} was written over ${before.revision}`;
      }
      if (save.version !== nth + 1) {
        yield `save ${nth + 1} of ${id} made version ${save.version}`;
      }
    }
    if (version !== own.length || revision !== own.at(-1)?.revision) {
      yield `${id} has version ${version} after ${own.length} saves`;
    }
  }
}
