import { outcomeOf } from '@async-catalog/product-schema';
import type { Facts } from '../read-facts.ts';
import { itemKeyOf } from '../simulation/item-ref.ts';

/**
 * After a redrive without faults, every readable item that was sent is saved, superseded or cancelled, and none is a dead letter.
 * Exceptions: one that is refused for what it asks, and a patch that had too few deliveries to wait for its product.
 */
export function* redrivesSaveEverything({ deadLetters, submissions, sentAt }: Facts): Generator<string> {
  const hopeless = new Set(
    submissions.flatMap(({ items }) =>
      items.filter(({ readable, mayFail }) => !readable || mayFail).map(itemKeyOf),
    ),
  );
  const isSent = (submissionId: string, index: number): boolean =>
    sentAt.has(itemKeyOf({ submissionId, index }));
  yield* deadLetters
    .filter(({ index }) => index !== undefined)
    .map(itemKeyOf)
    .filter((itemKey) => !hopeless.has(itemKey))
    .map((itemKey) => `${itemKey} is still a dead letter`);
  for (const { record } of submissions) {
    const { id, failed = new Set() } = record;
    const lost = [...failed]
      .filter((index) => outcomeOf(record, index) === 'failed')
      .filter((index) => isSent(id, index) && !hopeless.has(itemKeyOf({ submissionId: id, index })));
    if (lost.length > 0) {
      yield `items ${lost.join()} of ${id} are still reported failed`;
    }
  }
}
