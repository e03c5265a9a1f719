import type { ItemResult, SubmissionId, SubmissionRecord } from '@async-catalog/product-schema';
import pMap from 'p-map';
import { afterSettle, type Conclusion, type Finding } from '../conclusion.ts';
import { OutOfTimeError } from '../errors.ts';
import type { HandleBatchDeps } from '../ports.ts';
import { createSettleSubmission, type Settling } from './settle-submission.ts';
import { strongestResults } from './strongest-results.ts';

/** Submissions settled at once: each is one table write, and up to one object before it. */
const MAX_PARALLEL_SETTLEMENTS = 10;

/** A finding that was settled as far as possible. */
export interface Settled {
  readonly conclusion: Conclusion;
  /** Its settlement, one object for all findings that it settled; absent if nothing was settled. */
  readonly settlement?: { readonly record: SubmissionRecord; readonly results: readonly ItemResult[] };
}

/**
 * Settles each submission of a batch once. Messages that disagree about it (total, caller), or can't be read,
 * are settled separately so that they can't fail the rest. Returns what became of the findings, in order.
 */
export function createSettleBatch(deps: HandleBatchDeps) {
  const settleSubmission = createSettleSubmission(deps);

  async function settleInTime(settling: Settling, signal: AbortSignal) {
    if (signal.aborted) {
      throw new OutOfTimeError('too little time was left to settle the submission');
    }
    return settleSubmission(settling, signal);
  }

  return async (findings: readonly Finding[], partId: string, signal: AbortSignal): Promise<Settled[]> => {
    const settled: Settled[] = findings.map(({ conclusion }) => ({ conclusion }));

    async function settleGroups([submissionId, entries]: [
      SubmissionId | undefined,
      [number, Finding][],
    ]): Promise<void> {
      if (submissionId === undefined) {
        return;
      }
      // Unreadable messages last: their numbers are checked against the record, which the readable ones may
      // create.
      const readableFirst = entries.toSorted(([, a], [, b]) => Number(!a.item) - Number(!b.item));
      const groups = Map.groupBy(readableFirst, ([, finding]) => claimOf(finding));
      for (const [n, group] of [...groups.values()].entries()) {
        const results = strongestResults(group.flatMap(([, { result }]) => result ?? []));
        const item = group[0]?.[1].item;
        const settling = { submissionId, results, item, partId: `${partId}-${n}` };
        const [outcome] = await Promise.allSettled([settleInTime(settling, signal)]);
        const record = outcome.status === 'fulfilled' ? outcome.value : undefined;
        const settlement = record && { record, results };
        for (const [place, finding] of group) {
          settled[place] = { conclusion: afterSettle(finding, outcome), ...(settlement && { settlement }) };
        }
      }
    }

    await pMap(groupBySubmission(findings), settleGroups, { concurrency: MAX_PARALLEL_SETTLEMENTS });
    return settled;
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
