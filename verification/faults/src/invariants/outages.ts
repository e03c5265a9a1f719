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

/** Time for which a patch or merge waits for a product that never comes, and its last delay. */
const MAX_WAIT_FOR_PRODUCT_MS = 35 * 60 * 1000;

/** Longest time from the end of all faults, or from when an item was sent, until it is settled. */
const MAX_RECOVERY_MS = 20 * 60 * 1000;

/** Everything is settled within 20 minutes of the last fault, or of the end of the last outage. */
export function* recoveryIsFast(facts: Facts): Generator<string> {
  const { causesPass, submissions, sentAt, settledAt, disturbedUntil } = facts;
  if (!causesPass) {
    return;
  }
  const waiting = new Set(
    submissions.flatMap(({ items }) =>
      items.filter(({ operation }) => needsProduct(operation)).map(itemKeyOf),
    ),
  );
  // The intake settles these itself, as soon as it is asked to take them.
  const replaced = new Set(
    submissions.flatMap(({ items }) => items.filter((item) => item.replaced).map(itemKeyOf)),
  );
  for (const [itemKey, at] of settledAt) {
    const recoveryMs = at - Math.max(disturbedUntil, sentAt.get(itemKey) ?? 0);
    const limit = MAX_RECOVERY_MS + (waiting.has(itemKey) ? MAX_WAIT_FOR_PRODUCT_MS : 0);
    if (!replaced.has(itemKey) && recoveryMs > limit) {
      yield `${itemKey} was settled ${Math.round(recoveryMs / 1000)} s after all faults`;
    }
  }
}
