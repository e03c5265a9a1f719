import { submissionTimes, type ItemResult, type SubmissionId } from '@async-catalog/product-schema';
import { PermanentError, type Failure } from './failure.ts';
import { failedResult, savedResult, unreadableResult } from './item-result.ts';
import type { Item } from './item.ts';
import type { UnreadableMessage } from './read-message.ts';
import type { SaveAttempt } from './save-items.ts';
import type { SubmissionBase } from './submission-store.ts';

export interface ItemSettlement {
  readonly submissionId: SubmissionId;
  readonly result: ItemResult;
  readonly base?: SubmissionBase;
}

/** What is to become of one delivery: acknowledged, once its settlement stands, unless it says otherwise. */
export interface Verdict {
  /** Absent while there is nothing to tell: the item will be tried again, or nobody knows whose it is. */
  readonly settlement?: ItemSettlement;
  /** The item has failed, and its caller is told. Unless it is handed back too, it has failed for ever. */
  readonly failure?: Failure;
  /** The message is to be delivered again, or, after its last delivery, dead-lettered by the queue. */
  readonly handBack?: { readonly cause: unknown };
}

export function judgeUnreadable({ origin, failure }: UnreadableMessage): Verdict {
  const { submissionId, index } = origin;
  return submissionId === undefined || index === undefined
    ? { failure }
    : { failure, settlement: { submissionId, result: unreadableResult(index, failure) } };
}

export function judgeAttempt(
  item: Item,
  attempt: SaveAttempt,
  { receiveCount, isLast }: { readonly receiveCount: number; readonly isLast: boolean },
): Verdict {
  if (attempt.status === 'fulfilled') {
    return { settlement: settlementOf(item, savedResult(item, attempt.value.save)) };
  }
  const cause: unknown = attempt.reason;
  if (cause instanceof PermanentError) {
    return failed(item, cause.failure);
  }
  return { ...(isLast && failed(item, retriesExhausted(receiveCount))), handBack: { cause } };
}

/** What is to become of a delivery once settling was tried. `unsettled`: what doesn't stand, with the reasons. */
export function judgeSettled(verdict: Verdict, unsettled: ReadonlyMap<ItemSettlement, unknown>): Verdict {
  if (verdict.settlement === undefined || !unsettled.has(verdict.settlement)) {
    return verdict;
  }
  const cause = unsettled.get(verdict.settlement);
  return cause instanceof PermanentError ? { failure: cause.failure } : { handBack: { cause } };
}

function failed(item: Item, failure: Failure): Verdict {
  return { settlement: settlementOf(item, failedResult(item, failure)), failure };
}

function settlementOf(item: Item, result: ItemResult): ItemSettlement {
  const { submissionId, total, caller, requestId, traceparent, acceptedAt } = item;
  const base = {
    total,
    caller,
    requestId,
    ...(traceparent !== undefined && { traceparent }),
    ...submissionTimes(new Date(acceptedAt)),
  };
  return { submissionId, result, base };
}

function retriesExhausted(receiveCount: number): Failure {
  return {
    code: 'RETRIES_EXHAUSTED',
    detail: `could not be saved in ${receiveCount} deliveries; its message is kept, and can be sent again`,
  };
}
