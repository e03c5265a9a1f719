import { isDeepStrictEqual } from 'node:util';
import { outcomeOf, PRODUCT_FIELDS, type ProductItem } from '@async-catalog/product-schema';
import type { Asked, Facts } from '../facts.ts';

/** Each product is as the newest of its accepted items asks, field by field, with the times that follow from its saves. */
export function* productsAreTheNewestAccepted({ taken, products, saves }: Facts): Generator<string> {
  const askedFor = new Map(
    taken.flatMap(({ asked }) => asked.map((item): [string, Asked] => [item.revision, item])),
  );
  const standing = new Map<string, ProductItem>(products.map((product) => [product.id, product]));
  for (const { record, asked } of taken) {
    for (const { index, revision, productId } of asked) {
      const outcome = outcomeOf(record, index);
      const done = outcome === 'saved' || outcome === 'superseded';
      if (done && (standing.get(productId)?.revision ?? '') < revision) {
        yield `${revision} is ${outcome}, and its product is older`;
      }
    }
  }
  for (const product of products) {
    const newest = askedFor.get(product.revision);
    const first = saves.find(({ id }) => id === product.id);
    if (newest === undefined || newest.productId !== product.id) {
      yield `nobody asked for ${product.id} as it is`;
    } else if (!PRODUCT_FIELDS.every((field) => isDeepStrictEqual(product[field], newest.product[field]))) {
      yield `${product.id} is not what ${product.revision} asked for`;
    }
    if (product.updatedAt !== newest?.acceptedAt || product.createdAt !== first?.updatedAt) {
      yield `${product.id} has other times than its saves`;
    }
  }
}

/** Of two submissions, the one that was sent after the other had been answered is the newer. */
export function* ordersAreKept({ taken }: Facts): Generator<string> {
  for (const { grant, asked } of taken) {
    const { acceptedAt } = grant;
    const later = taken.filter((other) => acceptedAt !== undefined && other.grant.sentAt > acceptedAt);
    for (const { revision, productId } of asked) {
      const overtaken = later
        .flatMap((other) => other.asked)
        .find((item) => item.productId === productId && item.revision <= revision);
      if (overtaken !== undefined) {
        yield `${overtaken.revision} was submitted after ${revision}, and counts as older`;
      }
    }
  }
}

/** A save is done once, each next one is newer, and the version counts them. */
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
