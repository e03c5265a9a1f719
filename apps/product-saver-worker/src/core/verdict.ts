import {
  outcomeOf,
  type ItemResult,
  type SubmissionId,
  type SubmissionRecord,
} from '@async-catalog/product-schema';
import { PermanentError, type Failure } from './failure.ts';
import { failedResult, savedResult, unreadableResult } from './item-result.ts';
import type { Item } from './item.ts';
import type { UnreadableMessage } from './read-message.ts';
import type { SaveAttempt } from './save-items.ts';

export interface ItemSettlement {
  readonly submissionId: SubmissionId;
  readonly result: ItemResult;
  /** Absent where its message could not be read. */
  readonly item?: Item;
}

/** The record as it was settled, where there is one. */
export type SettlementAttempt = PromiseSettledResult<SubmissionRecord | undefined>;

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

/** What is to become of a delivery once settling was tried. */
export function judgeSettled(
  verdict: Verdict,
  attempts: ReadonlyMap<ItemSettlement, SettlementAttempt>,
): Verdict {
  const { settlement, failure } = verdict;
  const attempt = settlement && attempts.get(settlement);
  if (attempt?.status === 'rejected') {
    const cause: unknown = attempt.reason;
    return cause instanceof PermanentError ? { failure: cause.failure } : { handBack: { cause } };
  }
  if (failure !== undefined && settlement?.item !== undefined && attempt?.value !== undefined) {
    // An earlier delivery may have saved it, and been cut off before its message was off the queue: then nothing has failed.
    return outcomeOf(attempt.value, settlement.result.index) === 'failed' ? verdict : { settlement };
  }
  return verdict;
}

function failed(item: Item, failure: Failure): Verdict {
  return { settlement: settlementOf(item, failedResult(item, failure)), failure };
}

function settlementOf(item: Item, result: ItemResult): ItemSettlement {
  return { submissionId: item.submissionId, result, item };
}

function retriesExhausted(receiveCount: number): Failure {
  return {
    code: 'RETRIES_EXHAUSTED',
    // Not "was not saved": an earlier delivery may have been cut off between the save and the settlement.
    detail: `is not known to be saved after ${receiveCount} deliveries; its message is kept, and can be sent again`,
  };
}
