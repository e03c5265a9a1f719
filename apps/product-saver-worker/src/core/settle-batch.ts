import type { SubmissionId } from '@async-catalog/product-schema';
import pMap from 'p-map';
import { OutOfTimeError } from './failure.ts';
import type { SettleSubmission } from './settle-submission.ts';
import type { TimeBudget } from './time-budget.ts';
import type { ItemSettlement, Verdict } from './verdict.ts';

/** Submissions settled at once: each is one table write, and up to four objects when it is complete. */
const MAX_PARALLEL_SETTLEMENTS = 10;

export interface SettleBatchDeps {
  readonly settleSubmission: SettleSubmission;
  readonly time: Pick<TimeBudget, 'maySettle'>;
  readonly partId: string;
}

/** Settles each submission of the batch once. Gives those that could not be settled, with the reason. */
export async function settleBatch(
  verdicts: readonly Verdict[],
  { settleSubmission, time, partId }: SettleBatchDeps,
): Promise<ReadonlyMap<SubmissionId, unknown>> {
  const unsettled = new Map<SubmissionId, unknown>();
  const settlements = verdicts.flatMap(({ settlement }) => (settlement === undefined ? [] : [settlement]));
  const bySubmission = Map.groupBy(settlements, ({ submissionId }) => submissionId);

  async function settle([submissionId, found]: [SubmissionId, readonly ItemSettlement[]]): Promise<void> {
    try {
      if (!time.maySettle()) {
        throw new OutOfTimeError('too little time was left to settle the submission');
      }
      const results = found.map(({ result }) => result);
      const base = found.find((one) => one.base !== undefined)?.base;
      await settleSubmission({ submissionId, results, base, partId });
    } catch (cause) {
      unsettled.set(submissionId, cause);
    }
  }

  await pMap(bySubmission, settle, { concurrency: MAX_PARALLEL_SETTLEMENTS });
  return unsettled;
}
