import { isDeepStrictEqual } from 'node:util';
import { outcomeOf } from '@async-catalog/product-schema';
import { foldOperations } from '../fold-operations.ts';
import type { Facts, RequestedItem } from '../read-facts.ts';
import { isProduct, latestOf } from '../simulation/product-writes.ts';
import { visibleFields } from './visible-fields.ts';

/**
 * Each product is what all operations on it give in the order of their revisions, whatever their deliveries, and has
 * the times of its first save and of its newest operation.
 */
export function* productsAreNewestAccepted(facts: Facts): Generator<string> {
  const { submissions, rows } = facts;
  const current = new Map(rows.map((row) => [row['id'], row]));
  for (const { record, items } of submissions) {
    for (const { index, revision, productId } of items.filter(({ replaced }) => !replaced)) {
      const outcome = outcomeOf(record, index);
      const done = outcome === 'saved' || outcome === 'superseded';
      if (done && latestOf(current.get(productId)) < revision) {
        yield `${revision} is reported ${outcome}, but its product is older`;
      }
    }
  }
  const byProduct = Map.groupBy(
    submissions.flatMap(({ items }) => items),
    ({ productId }) => productId as string,
  );
  const counted = readCounted(facts);
  for (const row of rows) {
    const items = (byProduct.get(String(row['id'])) ?? [])
      .filter(({ revision }) => counted.has(revision))
      .toSorted((a, b) => (a.revision < b.revision ? -1 : 1));
    const expected = foldOperations(items.map(({ operation }) => operation));
    const found = isProduct(row) ? visibleFields(row) : undefined;
    if (!isDeepStrictEqual(found, expected)) {
      yield `${String(row['id'])} is ${JSON.stringify(found)}, not ${JSON.stringify(expected)}`;
    }
    const newest = items.find(({ revision }) => revision === latestOf(row));
    if (row['updatedAt'] !== newest?.acceptedAt) {
      yield `${String(row['id'])} has another time than its newest operation`;
    }
  }
  yield* timesOfCreation(facts, byProduct);
}

/**
 * Lists the revisions of the operations that count: those that were applied, or that newer ones made void, but for those
 * for a version, which might not have been applied.
 */
function readCounted({ submissions, writes }: Facts): ReadonlySet<string | undefined> {
  return new Set([
    ...writes.map(({ revision }) => revision),
    ...submissions.flatMap(({ record, items }) =>
      items.flatMap(({ index, revision, replaced, operation }) =>
        outcomeOf(record, index) === 'superseded' && !replaced && operation.ifVersion === undefined
          ? revision
          : [],
      ),
    ),
  ]);
}

/** A product has the time of the operation that made it, until it is deleted. */
function* timesOfCreation(
  { saves }: Facts,
  byProduct: ReadonlyMap<string, readonly RequestedItem[]>,
): Generator<string> {
  for (const { productId, before, after, revision } of saves.filter((save) => isProduct(save.after))) {
    const item = byProduct.get(productId)?.find((one) => one.revision === revision);
    const expected = isProduct(before) ? before['createdAt'] : item?.acceptedAt;
    if (after['createdAt'] !== expected) {
      yield `${productId} has another time of creation than that of its first save`;
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

/**
 * Each applied operation makes the next version, once, and one that is for a version is applied to no other. A newer
 * version never has only older operations.
 */
export function* versionsCountSaves({ submissions, rows, saves }: Facts): Generator<string> {
  const requested = new Map(
    submissions.flatMap(({ items }) => items.map(({ revision, operation }) => [revision, operation])),
  );
  for (const row of rows) {
    const own = saves.filter(({ productId }) => productId === row['id']);
    const seen = new Set<string>();
    for (const [nth, { revision, before, after }] of own.entries()) {
      if (revision === undefined || seen.has(revision)) {
        yield `save ${nth + 1} of ${String(row['id'])} was of no new operation`;
        continue;
      }
      seen.add(revision);
      if (latestOf(after) < latestOf(before)) {
        yield `${revision} was written over ${latestOf(before)}`;
      }
      if (after['version'] !== nth + 1) {
        yield `save ${nth + 1} of ${String(row['id'])} made version ${String(after['version'])}`;
      }
      const ifVersion = requested.get(revision)?.ifVersion;
      if (ifVersion !== undefined && !(isProduct(before) && before['version'] === ifVersion)) {
        yield `${revision} is for version ${ifVersion}, but was applied to ${String(before?.['version'])}`;
      }
    }
    if (row['version'] !== own.length) {
      yield `${String(row['id'])} has version ${String(row['version'])} after ${own.length} saves`;
    }
  }
}
