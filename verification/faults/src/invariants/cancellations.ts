import { SAVES_PER_READ } from '@async-catalog/product-saver-worker/cancellations';
import type { Facts, RecordedSubmission } from '../read-facts.ts';
import { keyOf } from '../simulation/mark-reads.ts';

/** Finds the saves of what is cancelled that a worker must not have begun. */
function* findWrongSaves(
  { id, cancelledAt }: { readonly id: string; readonly cancelledAt: number },
  submissions: readonly RecordedSubmission[],
  { saves, markReads }: Facts,
): Generator<string> {
  const revisions = new Set(submissions.flatMap(({ items }) => items.map(({ revision }) => revision)));
  const late = saves.filter(({ revision = '', sentAt }) => revisions.has(revision) && sentAt > cancelledAt);
  for (const { revision, writer, writerStartedAt, sentAt } of late) {
    if (writerStartedAt > cancelledAt) {
      yield `${revision} was saved by a worker that started after it was cancelled`;
    } else if (sentAt >= (markReads.get(keyOf(writer, id)) ?? Infinity)) {
      yield `${revision} was saved by a worker that had read that it is cancelled`;
    }
  }
  for (const [writer, own] of Map.groupBy(late, (save) => save.writer)) {
    if (own.length > SAVES_PER_READ) {
      yield `${own.length} items of ${id} were saved by ${writer} after it was cancelled`;
    }
  }
}

/**
 * A worker that has read that a submission is cancelled, or starts once it is, saves nothing more of it, and each of the
 * others a hundred items at most.
 */
export function* cancelledSubmissionsSaveNothing(facts: Facts): Generator<string> {
  for (const submission of facts.submissions) {
    const { id } = submission.record;
    const cancelledAt = facts.cancelledAt.get(id);
    if (cancelledAt !== undefined) {
      yield* findWrongSaves({ id, cancelledAt }, [submission], facts);
    }
  }
}

/** The same of an import, and of all its chunks. */
export function* cancelledImportsSaveNothing(facts: Facts): Generator<string> {
  for (const { record, cancelledAt } of facts.imports) {
    const chunks = facts.submissions.filter((one) => one.record.importId === record.id);
    if (cancelledAt !== undefined) {
      yield* findWrongSaves({ id: record.id, cancelledAt }, chunks, facts);
    }
  }
}

/** A cancellation that is accepted stays on record, with its time. */
export function* cancellationsStay({ cancellations, submissions }: Facts): Generator<string> {
  const records = new Map(submissions.map(({ record }) => [record.id as string, record]));
  for (const { submissionId, cancelledAt } of cancellations) {
    const known = records.get(submissionId)?.cancelledAt;
    if (cancelledAt === undefined || known !== cancelledAt) {
      yield `${submissionId} was cancelled at ${cancelledAt}, but has ${known} on record`;
    }
  }
}

/** Knowledge of a submission never becomes less. */
export function* submissionsNeverGoBack({ submissionSetbacks }: Facts): Generator<string> {
  yield* submissionSetbacks;
}
