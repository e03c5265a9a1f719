import { outcomeOf } from '@async-catalog/product-schema';
import { needsProduct } from '../fold-operations.ts';
import type { Facts } from '../read-facts.ts';
import { itemKeyOf } from '../simulation/item-ref.ts';

/** No item that was sent fails, but for what it asks, and none is dead-lettered, for a cause that passes within six hours. */
export function* passingCausesFailNothing(facts: Facts): Generator<string> {
  if (!facts.causesPass) {
    return;
  }
  const deadKeys = new Set(facts.deadLetters.map(itemKeyOf));
  for (const { record, items } of facts.submissions) {
    for (const item of items.filter(({ savable }) => savable)) {
      if (!item.mayFail && outcomeOf(record, item.index) === 'failed' && facts.sentAt.has(itemKeyOf(item))) {
        yield `${itemKeyOf(item)} failed, though every cause has passed`;
      }
      if (deadKeys.has(itemKeyOf(item))) {
        yield `${itemKeyOf(item)} is a dead letter, though every cause has passed`;
      }
    }
  }
}

/** Time for which a patch or merge waits for a product that never comes, with its last delay, and a row of a file. */
const MAX_WAIT_FOR_PRODUCT_MS = 18 * 60 * 1000;
const ROW_MAX_WAIT_FOR_PRODUCT_MS = 3 * 60 * 1000;

/** Longest time from the end of all faults, or from when an item was sent, until it is settled. */
const MAX_RECOVERY_MS = 20 * 60 * 1000;

/** Everything is settled within 20 minutes of the last fault, or of the end of the last outage. */
export function* recoveryIsFast(facts: Facts): Generator<string> {
  const { causesPass, submissions, sentAt, settledAt, disturbedUntil, clockSkewMs } = facts;
  if (!causesPass) {
    return;
  }
  const waits = new Map(
    submissions.flatMap(({ record: { importId }, items }) => {
      const waitMs = importId === undefined ? MAX_WAIT_FOR_PRODUCT_MS : ROW_MAX_WAIT_FOR_PRODUCT_MS;
      // Two workers' clocks may differ by twice the skew: one notes that a product is missing, another refuses the item.
      return items
        .filter(({ operation }) => needsProduct(operation))
        .map((item) => [itemKeyOf(item), waitMs + 2 * clockSkewMs] as const);
    }),
  );
  // The intake settles these itself, as soon as it is asked to take them.
  const replaced = new Set(
    submissions.flatMap(({ items }) => items.filter((item) => item.replaced).map(itemKeyOf)),
  );
  for (const [itemKey, at] of settledAt) {
    const recoveryMs = at - Math.max(disturbedUntil, sentAt.get(itemKey) ?? 0);
    const limit = MAX_RECOVERY_MS + (waits.get(itemKey) ?? 0);
    if (!replaced.has(itemKey) && recoveryMs > limit) {
      yield `${itemKey} was settled ${Math.round(recoveryMs / 1000)} s after all faults`;
    }
  }
}
