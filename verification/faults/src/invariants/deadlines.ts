import { SUBMISSION_DEADLINE_MS } from '@async-catalog/product-schema';
import type { Facts } from '../read-facts.ts';
import { itemKeyOf } from '../simulation/item-ref.ts';

/** Time that one attempt to send a submission can take, with calls that are executed late. */
const MAX_SENDING_MS = 60_000;

/**
 * A submission has all its time from when its first item was sent, so that it isn't `overdue` as soon as it is
 * accepted.
 */
export function* deadlinesCountFromSending({ submissions, sentAt, clockSkewMs }: Facts): Generator<string> {
  for (const { record, items } of submissions) {
    const firstSentAt = Math.min(...items.map((item) => sentAt.get(itemKeyOf(item)) ?? Infinity));
    if (record.importId !== undefined) {
      // Of a file, chunks can be sent after all of their time.
      continue;
    }
    const lateMs = firstSentAt + SUBMISSION_DEADLINE_MS - Date.parse(record.deadlineAt);
    if (Number.isFinite(firstSentAt) && lateMs > MAX_SENDING_MS + 2 * clockSkewMs) {
      yield `${record.id} has ${Math.round(lateMs / 1000)} s less than it should until it is overdue`;
    }
  }
}
