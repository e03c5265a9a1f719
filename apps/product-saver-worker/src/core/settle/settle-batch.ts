import { outcomeOf, type SubmissionId, type SubmissionRecord } from '@async-catalog/product-schema';
import pMap from 'p-map';
import type { Conclusion, Finding } from '../conclusion.ts';
import { OutOfTimeError, PermanentError } from '../errors.ts';
import { createSettleSubmission, type SettleSubmissionDeps } from './settle-submission.ts';

/** Submissions settled at once: each is one table write, and up to four objects when it is complete. */
const MAX_PARALLEL_SETTLEMENTS = 10;

export interface SettleBatchDeps extends SettleSubmissionDeps {
  /** Whether a failure passes without anything being repaired: an outage, throttling, a lost connection. */
  readonly isTransient: (cause: unknown) => boolean;
}

interface Limits {
  readonly time: { readonly maySettle: () => boolean };
  readonly partId: string;
}

/** A finding, with its place in the batch. */
type Entry = readonly [place: number, finding: Finding];

/**
 * Settles each submission once. Messages that disagree about it (total, caller), or can't be read, are
 * settled separately so that they can't fail the rest. Returns the final conclusions, in the order of the
 * findings.
 */
export function createSettleBatch({ isTransient, ...deps }: SettleBatchDeps) {
  const settleSubmission = createSettleSubmission(deps);

  return async (findings: readonly Finding[], { time, partId }: Limits): Promise<Conclusion[]> => {
    const conclusions = findings.map(({ conclusion }) => conclusion);

    async function settleInTime(id: SubmissionId, group: readonly Entry[], ownPartId: string) {
      if (!time.maySettle()) {
        throw new OutOfTimeError('too little time was left to settle the submission');
      }
      return settleSubmission(
        id,
        group.map(([, finding]) => finding),
        ownPartId,
      );
    }

    async function settleGroups([id, entries]: [SubmissionId, readonly Entry[]]): Promise<void> {
      // Unreadable messages last: their numbers are checked against the record, which the readable ones may
      // create.
      const readableFirst = entries.toSorted(([, a], [, b]) => Number(!a.item) - Number(!b.item));
      for (const [n, group] of [...Map.groupBy(readableFirst, claimOf).values()].entries()) {
        const [settled] = await Promise.allSettled([settleInTime(id, group, `${partId}-${n}`)]);
        for (const [place, finding] of group) {
          conclusions[place] = afterSettle(finding, settled, isTransient);
        }
      }
    }

    await pMap(groupBySubmission(findings), settleGroups, { concurrency: MAX_PARALLEL_SETTLEMENTS });
    return conclusions;
  };
}

function groupBySubmission(findings: readonly Finding[]): Iterable<[SubmissionId, Entry[]]> {
  const groups = new Map<SubmissionId, Entry[]>();
  for (const [place, finding] of findings.entries()) {
    const { submissionId } = finding.conclusion.origin;
    if (finding.result !== undefined && submissionId !== undefined) {
      const group = groups.get(submissionId) ?? [];
      groups.set(submissionId, group);
      group.push([place, finding]);
    }
  }
  return groups;
}

/**
 * Names the facts that the record must confirm: messages with the same ones are settled together. An
 * unreadable message has only its number, and is settled alone, because a wrong number must not keep the
 * others from being settled.
 */
function claimOf([, { item, result }]: Entry): string {
  return item === undefined ? String(result?.index) : `${item.total} ${item.caller}`;
}

function afterSettle(
  { delivery, item, conclusion }: Finding,
  settled: PromiseSettledResult<SubmissionRecord | undefined>,
  isTransient: (cause: unknown) => boolean,
): Conclusion {
  const { origin } = conclusion;
  if (settled.status === 'rejected') {
    const cause: unknown = settled.reason;
    return cause instanceof PermanentError
      ? { kind: 'deadLetter', origin, failure: cause.failure }
      : { kind: delivery.mayRequeue && isTransient(cause) ? 'requeue' : 'returnToQueue', origin, cause };
  }
  if (item === undefined || settled.value === undefined) {
    return conclusion;
  }
  // An earlier delivery may have saved it and been cut off before it was acknowledged: then nothing has
  // failed.
  return outcomeOf(settled.value, item.index) === 'failed' ? conclusion : { kind: 'acknowledge', origin };
}
