import { submissionTimes, type SubmissionId } from '@async-catalog/product-schema';
import pMap from 'p-map';
import { OutOfTimeError } from './failure.ts';
import type { Item } from './item.ts';
import type { SettleSubmission } from './settle-submission.ts';
import type { SubmissionBase } from './submission-store.ts';
import type { TimeBudget } from './time-budget.ts';
import type { ItemSettlement, SettlementAttempt, Verdict } from './verdict.ts';

/** Submissions settled at once: each is one table write, and up to four objects when it is complete. */
const MAX_PARALLEL_SETTLEMENTS = 10;

export interface SettleBatchDeps {
  readonly settleSubmission: SettleSubmission;
  readonly time: Pick<TimeBudget, 'maySettle'>;
  readonly partId: string;
}

/**
 * Settles each submission of the batch once; but apart what messages say differently of one submission, or can't say, because only what
 * agrees with its record counts. Gives what came of each settlement.
 */
export async function settleBatch(
  verdicts: readonly Verdict[],
  { settleSubmission, time, partId }: SettleBatchDeps,
): Promise<ReadonlyMap<ItemSettlement, SettlementAttempt>> {
  const attempts = new Map<ItemSettlement, SettlementAttempt>();
  const settlements = verdicts.flatMap(({ settlement }) => (settlement === undefined ? [] : [settlement]));
  const bySubmission = Map.groupBy(settlements, ({ submissionId }) => submissionId);

  async function settleAll([submissionId, found]: [SubmissionId, readonly ItemSettlement[]]): Promise<void> {
    // The unreadable ones last: what could be read may make the record that they are held against.
    const readableFirst = found.toSorted((a, b) => Number(!a.item) - Number(!b.item));
    for (const [n, group] of [...Map.groupBy(readableFirst, submissionAsTold).values()].entries()) {
      await settle(submissionId, group, `${partId}-${n}`);
    }
  }

  async function settle(submissionId: SubmissionId, found: readonly ItemSettlement[], ownPartId: string) {
    const [attempt] = await Promise.allSettled([settleInTime(submissionId, found, ownPartId)]);
    for (const one of found) {
      attempts.set(one, attempt);
    }
  }

  async function settleInTime(
    submissionId: SubmissionId,
    found: readonly ItemSettlement[],
    ownPartId: string,
  ) {
    if (!time.maySettle()) {
      throw new OutOfTimeError('too little time was left to settle the submission');
    }
    const results = found.map(({ result }) => result);
    const item = found[0]?.item;
    return settleSubmission({ submissionId, results, base: item && baseOf(item), partId: ownPartId });
  }

  await pMap(bySubmission, settleAll, { concurrency: MAX_PARALLEL_SETTLEMENTS });
  return attempts;
}

/**
 * The rest of what messages say may differ: a request that is repeated under its idempotency key has another id. What can't be read is held against the
 * record by its number alone, each for itself: a number that is wrong must not keep the others from being settled.
 */
function submissionAsTold({ item, result }: ItemSettlement): string {
  return item === undefined ? String(result.index) : `${item.total} ${item.caller}`;
}

/** What a record is made of where there is none. */
function baseOf({ total, caller, requestId, traceparent, acceptedAt }: Item): SubmissionBase {
  return {
    total,
    caller,
    requestId,
    ...(traceparent !== undefined && { traceparent }),
    ...submissionTimes(new Date(acceptedAt)),
  };
}
