import { submissionTimes, type ItemResult, type SubmissionId } from '@async-catalog/product-schema';
import type { Delivery } from './delivery.ts';
import { PermanentError, type Failure } from './failure.ts';
import { failedResult, savedResult, unreadableResult } from './item-result.ts';
import type { Item } from './item.ts';
import type { Origin, Reading } from './read-message.ts';
import type { SaveAttempt } from './save-items.ts';
import type { SubmissionBase } from './submission-store.ts';

/** What is to become of one delivery. */
export interface Verdict {
  readonly delivery: Delivery;
  readonly origin: Origin;
  /** To be settled first. Absent while there is nothing to tell: the item is tried again, or nobody knows whose it is. */
  readonly settlement?: {
    readonly submissionId: SubmissionId;
    readonly result: ItemResult;
    readonly base?: SubmissionBase;
  };
  /** The item has failed, and its caller is told. Unless it is handed back, it failed for ever. */
  readonly failure?: Failure;
  /** The message is to be delivered again, or, after its last delivery, dead-lettered by the queue. */
  readonly handBack?: { readonly cause: unknown };
}

export function judgeUnreadable(
  delivery: Delivery,
  { origin, failure, product }: Extract<Reading, { kind: 'unreadable' }>,
): Verdict {
  const { submissionId, index } = origin;
  return {
    delivery,
    origin,
    failure,
    ...(submissionId !== undefined &&
      index !== undefined && {
        settlement: { submissionId, result: unreadableResult(index, failure, product) },
      }),
  };
}

/** @param maxReceiveCount after so many deliveries, the queue moves a message that was handed back to the dead-letter queue */
export function judgeAttempt(
  delivery: Delivery,
  item: Item,
  attempt: SaveAttempt,
  maxReceiveCount: number,
): Verdict {
  const about = { delivery, origin: item };
  const settlementOf = (result: ItemResult) => ({
    submissionId: item.submissionId,
    result,
    base: baseOf(item),
  });
  if (attempt.status === 'fulfilled') {
    return { ...about, settlement: settlementOf(savedResult(item, attempt.value.save)) };
  }
  const cause: unknown = attempt.reason;
  if (cause instanceof PermanentError) {
    const { failure } = cause;
    return { ...about, settlement: settlementOf(failedResult(item, failure)), failure };
  }
  const handBack = { cause };
  if (delivery.receiveCount < maxReceiveCount) {
    return { ...about, handBack };
  }
  const failure = retriesExhausted(delivery.receiveCount);
  return { ...about, settlement: settlementOf(failedResult(item, failure)), failure, handBack };
}

function retriesExhausted(receiveCount: number): Failure {
  return {
    code: 'RETRIES_EXHAUSTED',
    detail: `the product could not be saved in ${receiveCount} deliveries; it is kept for a redrive`,
  };
}

function baseOf({ total, caller, requestId, acceptedAt }: Item): SubmissionBase {
  return { total, caller, requestId, ...submissionTimes(new Date(acceptedAt)) };
}
