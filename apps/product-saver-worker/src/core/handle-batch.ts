import { timesSentAgain, type Delivery } from './delivery.ts';
import type { Journal } from './journal.ts';
import { judgeBatch, type JudgedRecord } from './judge-batch.ts';
import type { DeadLetterQueue, MessageQueue } from './message-queue.ts';
import type { ProductStore } from './product-store.ts';
import type { ReportStore } from './report-store.ts';
import { retryDelaySeconds } from './retry-delay.ts';
import { settleBatch } from './settle-batch.ts';
import { createSettleSubmission } from './settle-submission.ts';
import type { SubmissionStore } from './submission-store.ts';
import { createTimeBudget } from './time-budget.ts';
import { judgeSettled, type ItemSettlement, type SettlementAttempt } from './verdict.ts';
import { createWriteReport } from './write-report.ts';

/** With five minutes before each, and the deliveries after it: an outage of some 16 hours. Then the dead-letter queue has it. */
const MAX_TIMES_SENT_AGAIN = 100;

export interface HandleBatchDeps {
  readonly products: ProductStore;
  readonly submissions: SubmissionStore;
  readonly reports: ReportStore;
  readonly queue: MessageQueue;
  readonly deadLetters: DeadLetterQueue;
  readonly journal: Journal;
  /** After so many deliveries, the queue dead-letters a message that was handed back. */
  readonly maxReceiveCount: number;
  /** Whether a failure is nobody's fault and goes by: an outage, throttling, a lost connection. */
  readonly isPassing: (cause: unknown) => boolean;
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
  const { queue, deadLetters, journal, maxReceiveCount, isPassing, now, random } = deps;
  const settleSubmission = createSettleSubmission({ ...deps, writeReport: createWriteReport(deps) });
  const isLast = ({ receiveCount }: Delivery): boolean => receiveCount >= maxReceiveCount;

  const maySendAgain = (delivery: Delivery, cause: unknown): boolean =>
    isLast(delivery) && isPassing(cause) && timesSentAgain(delivery) < MAX_TIMES_SENT_AGAIN;

  /** Does and tells what is left for one record. Throws when it is to be handed back. */
  async function conclude(
    record: JudgedRecord,
    attempts: ReadonlyMap<ItemSettlement, SettlementAttempt>,
  ): Promise<void> {
    const { failure, handBack } = judgeSettled(record.verdict, attempts);
    try {
      if (failure !== undefined && handBack === undefined) {
        // After the settlement and before the acknowledgement: if either step is lost, the message is still on the queue.
        await deadLetters.put(record.delivery, failure);
      }
      if (failure !== undefined) {
        record.journal.failed(failure);
      }
      if (handBack !== undefined && failure === undefined && maySendAgain(record.delivery, handBack.cause)) {
        // Nobody was told, because what the telling needs is out. The queue would dead-letter it without a word.
        await queue.sendAgain(record.delivery);
        record.journal.sentAgain(handBack.cause);
      } else if (handBack !== undefined) {
        throw handBack.cause;
      }
    } catch (cause) {
      record.journal.handedBack(cause);
      throw cause;
    }
  }

  async function hideHandedBack(deliveries: readonly Delivery[], results: PromiseSettledResult<void>[]) {
    const handedBack = deliveries.filter((_, n) => results[n]?.status === 'rejected');
    const hidden = handedBack.map((delivery) => ({
      delivery,
      // After the last delivery, the queue dead-letters it as soon as it sees it again.
      seconds: isLast(delivery) ? 0 : retryDelaySeconds(delivery.receiveCount, random),
    }));
    await queue.hide(hidden).catch((cause: unknown) => journal.hidingFailed(cause));
  }

  return async (deliveries, { id, remainingMs }) => {
    const time = createTimeBudget(remainingMs);
    const records = await judgeBatch(deliveries, { ...deps, time, isLast });
    const attempts = await settleBatch(
      records.map(({ verdict }) => verdict),
      { settleSubmission, time, partId: `${now().toISOString()}-${id}` },
    );
    const results = await Promise.allSettled(records.map((record) => conclude(record, attempts)));
    await hideHandedBack(deliveries, results);
    return results;
  };
}
