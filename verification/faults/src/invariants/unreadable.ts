import { outcomeOf } from '@async-catalog/product-schema';
import type { Facts } from '../read-facts.ts';
import { itemKeyOf } from '../simulation/item-ref.ts';
import { isUnfinished } from './outcomes.ts';

/**
 * An item whose message the worker can't read is reported failed, is never written, and stays in the
 * dead-letter queue.
 */
export function* unreadableItemsFail(facts: Facts): Generator<string> {
  const sent = new Set(facts.sent);
  const deadLetters = new Set(facts.deadLetters.map(itemKeyOf));
  for (const submission of facts.submissions) {
    const unreadable = submission.items.filter((item) => !item.readable && sent.has(itemKeyOf(item)));
    for (const item of unreadable) {
      const outcome = outcomeOf(submission.record, item.index);
      if (outcome !== 'failed' && !isUnfinished(submission, facts)) {
        yield `${itemKeyOf(item)} is unreadable, but its outcome is ${outcome}`;
      }
      if (facts.saves.some(({ revision }) => revision === item.revision)) {
        yield `${itemKeyOf(item)} is unreadable, but was written`;
      }
      if (!deadLetters.has(itemKeyOf(item))) {
        yield `${itemKeyOf(item)} is unreadable, but is not in the dead-letter queue`;
      }
    }
  }
}
