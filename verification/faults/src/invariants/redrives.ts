import type { Facts } from '../read-facts.ts';
import { itemKeyOf } from '../simulation/item-ref.ts';

/** After a redrive without faults, every readable item that was sent is saved or superseded, and none is a dead letter. */
export function* redrivesSaveEverything({ deadLetters, submissions, sentAt }: Facts): Generator<string> {
  const unreadable = new Set(
    submissions.flatMap(({ items }) => items.filter(({ readable }) => !readable).map(itemKeyOf)),
  );
  const isSent = (submissionId: string, index: number): boolean =>
    sentAt.has(itemKeyOf({ submissionId, index }));
  yield* deadLetters
    .filter(({ index }) => index !== undefined)
    .map(itemKeyOf)
    .filter((itemKey) => !unreadable.has(itemKey))
    .map((itemKey) => `${itemKey} is still a dead letter`);
  for (const { record } of submissions) {
    const { id, failed = new Set(), saved = new Set(), superseded = new Set() } = record;
    const lost = [...failed.difference(saved).difference(superseded)].filter(
      (index) => isSent(id, index) && !unreadable.has(itemKeyOf({ submissionId: id, index })),
    );
    if (lost.length > 0) {
      yield `items ${lost.join()} of ${id} are still reported failed`;
    }
  }
}
