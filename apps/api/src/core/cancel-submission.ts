import { ProblemError } from '@async-catalog/http-contract';
import { importLinks, isComplete, type SubmissionRecord } from '@async-catalog/product-schema';
import type { SubmissionStore } from './ports.ts';
import { submissionNotFound } from './submission-not-found.ts';

/**
 * Cancels a submission: what isn't saved yet is not saved any more. A repeat answers the same.
 * @throws {ProblemError} `SUBMISSION_OF_IMPORT`; `SUBMISSION_ENDED` if it was complete before it was cancelled.
 */
export async function cancelSubmission(
  { submissions, now }: { readonly submissions: SubmissionStore; readonly now: () => Date },
  record: SubmissionRecord,
): Promise<SubmissionRecord> {
  if (record.importId !== undefined) {
    throw submissionOfImport(record.importId);
  }
  if (record.cancelledAt !== undefined) {
    return record;
  }
  if (isComplete(record)) {
    throw submissionEnded();
  }
  // It can be complete by now. What the answer then says of it, a repeat says too.
  const marked = await submissions.cancel(record.id, now().toISOString());
  if (marked === undefined) {
    throw submissionNotFound();
  }
  return marked;
}

function submissionOfImport(importId: string): ProblemError {
  return new ProblemError(
    'SUBMISSION_OF_IMPORT',
    `This submission is a part of an import. Cancel all of it, by POST ${importLinks(importId).self}/cancel.`,
  );
}

function submissionEnded(): ProblemError {
  return new ProblemError(
    'SUBMISSION_ENDED',
    'Every item of this submission has its outcome already. See its items.',
  );
}
