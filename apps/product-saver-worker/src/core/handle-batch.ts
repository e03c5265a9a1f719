import type { SubmissionId } from '@async-catalog/product-schema';
import pMap from 'p-map';
import { afterSettle, type Conclusion, type Delivery, type Finding } from './conclusion.ts';
import { OutOfTimeError } from './errors.ts';
import type { HandleBatchDeps } from './ports.ts';
import { saveBatch } from './save/save-batch.ts';
import { createSettleSubmission } from './settle/settle-submission.ts';

/** Submissions settled at once: each is one table write, and up to four objects when it is complete. */
const MAX_PARALLEL_SETTLEMENTS = 10;

/** Saves, settles and reports a batch. Concludes, in the order of the deliveries, what becomes of each. */
export function createHandleBatch(deps: HandleBatchDeps) {
  const settleSubmission = createSettleSubmission(deps);

  /**
   * Settles each submission once. Messages that disagree about it (total, caller), or can't be read, are
   * settled separately so that they can't fail the rest. Returns the final conclusions, in the order of the
   * findings.
   */
  async function settleBatch(
    findings: readonly Finding[],
    partId: string,
    maySettle: () => boolean,
  ): Promise<Conclusion[]> {
    const conclusions = findings.map(({ conclusion }) => conclusion);

    async function settleInTime(id: SubmissionId, group: readonly Finding[], ownPartId: string) {
      if (!maySettle()) {
        throw new OutOfTimeError('too little time was left to settle the submission');
      }
      return settleSubmission(id, group, ownPartId);
    }

    async function settleGroups([id, entries]: [
      SubmissionId | undefined,
      [number, Finding][],
    ]): Promise<void> {
      if (id === undefined) {
        return;
      }
      // Unreadable messages last: their numbers are checked against the record, which the readable ones may
      // create.
      const readableFirst = entries.toSorted(([, a], [, b]) => Number(!a.item) - Number(!b.item));
      const groups = Map.groupBy(readableFirst, ([, finding]) => claimOf(finding));
      for (const [n, group] of [...groups.values()].entries()) {
        const ownFindings = group.map(([, finding]) => finding);
        const [settled] = await Promise.allSettled([settleInTime(id, ownFindings, `${partId}-${n}`)]);
        for (const [place, finding] of group) {
          conclusions[place] = afterSettle(finding, settled, deps.isTransient);
        }
      }
    }

    await pMap(groupBySubmission(findings), settleGroups, { concurrency: MAX_PARALLEL_SETTLEMENTS });
    return conclusions;
  }

  return async (
    deliveries: readonly Delivery[],
    { id, remainingMs }: { readonly id: string; readonly remainingMs: () => number },
  ): Promise<Conclusion[]> => {
    const { maySave, maySettle } = createTimeBudget(remainingMs);
    const findings = await saveBatch(deliveries, maySave, deps);
    return settleBatch(findings, `${deps.now().toISOString()}-${id}`, maySettle);
  };
}

/** Groups findings, each with its place in the batch, by submission. Those with nothing to settle have none. */
function groupBySubmission(findings: readonly Finding[]) {
  return Map.groupBy(
    findings.entries(),
    ([, { result, conclusion }]) => result && conclusion.origin.submissionId,
  );
}

/**
 * Names the facts that the record must confirm: messages with the same ones are settled together. An
 * unreadable message has only its number, and is settled alone, because a wrong number must not keep the
 * others from being settled.
 */
function claimOf({ item, result }: Finding): string {
  return item === undefined ? String(result?.index) : `${item.total} ${item.caller}`;
}

/** Shares of an invocation's time. The rest, after the last one, is for finishing what was begun. */
const SAVING = 0.5;
const SETTLING = 0.8;

/**
 * Creates a budget that lets nothing begin late in an invocation: if Lambda kills it, the whole batch comes
 * back. It is in shares of the time, so that it follows the function's timeout.
 */
export function createTimeBudget(remainingMs: () => number) {
  const startMs = remainingMs();
  const usedShare = (): number => 1 - remainingMs() / startMs;
  return { maySave: () => usedShare() < SAVING, maySettle: () => usedShare() < SETTLING };
}
