import type { SubmissionId } from '@async-catalog/product-schema';
import type { Delivery } from './delivery.ts';
import type { Journal } from './journal.ts';
import { judgeBatch } from './judge-batch.ts';
import type { DeadLetterQueue, MessageQueue } from './message-queue.ts';
import type { ProductStore } from './product-store.ts';
import { retryDelaySeconds } from './retry-delay.ts';
import type { ReportStore } from './report-store.ts';
import { settleBatch } from './settle-batch.ts';
import { createSettleSubmission } from './settle-submission.ts';
import type { SubmissionStore } from './submission-store.ts';
import { createTimeBudget } from './time-budget.ts';
import type { Verdict } from './verdict.ts';
import { createWriteReport } from './write-report.ts';

export interface HandleBatchDeps {
  readonly products: ProductStore;
  readonly submissions: SubmissionStore;
  readonly reports: ReportStore;
  readonly queue: MessageQueue;
  readonly deadLetters: DeadLetterQueue;
  readonly journal: Journal;
  /** After so many deliveries, the queue moves a message that was handed back to the dead-letter queue. */
  readonly maxReceiveCount: number;
  readonly now: () => Date;
  readonly random: () => number;
}

export interface Invocation {
  readonly id: string;
  readonly remainingMs: () => number;
}

/** Handles a batch. Of the results, in the order of the deliveries, a rejected one hands its delivery back to the queue. */
export type HandleBatch = (
  deliveries: readonly Delivery[],
  invocation: Invocation,
) => Promise<PromiseSettledResult<void>[]>;

export function createHandleBatch(deps: HandleBatchDeps): HandleBatch {
  const { queue, deadLetters, journal, maxReceiveCount, now, random } = deps;
  const settleSubmission = createSettleSubmission({ ...deps, writeReport: createWriteReport(deps) });

  /** Tells and does what is left for one record. Throws when it is to be handed back. */
  async function conclude(verdict: Verdict, unsettled: ReadonlyMap<SubmissionId, unknown>): Promise<void> {
    const { delivery, origin, settlement, failure, handBack } = verdict;
    const record = journal.forRecord(delivery, origin);
    try {
      if (settlement !== undefined && unsettled.has(settlement.submissionId)) {
        throw unsettled.get(settlement.submissionId);
      }
      if (failure !== undefined) {
        record.failed(failure);
      }
      if (handBack !== undefined) {
        throw handBack.cause;
      }
      if (failure !== undefined) {
        // After the settlement and before the acknowledgement: whichever step fails, the message is still on the queue.
        await deadLetters.put(delivery, failure);
      }
    } catch (cause) {
      record.handedBack(cause);
      throw cause;
    }
  }

  /** One that was delivered for the last time isn't hidden: the queue is to move it to the dead-letter queue. */
  async function hideHandedBack(deliveries: readonly Delivery[], results: PromiseSettledResult<void>[]) {
    const hidden = deliveries
      .filter((delivery, n) => results[n]?.status === 'rejected' && delivery.receiveCount < maxReceiveCount)
      .map((delivery) => ({ delivery, seconds: retryDelaySeconds(delivery.receiveCount, random) }));
    await queue.hide(hidden).catch(journal.hidingFailed);
  }

  return async (deliveries, { id, remainingMs }) => {
    const time = createTimeBudget(remainingMs);
    const verdicts = await judgeBatch(deliveries, { ...deps, time });
    const partId = `${now().toISOString()}-${id}`;
    const unsettled = await settleBatch(verdicts, { settleSubmission, time, partId });
    const results = await Promise.allSettled(verdicts.map((verdict) => conclude(verdict, unsettled)));
    await hideHandedBack(deliveries, results);
    return results;
  };
}
