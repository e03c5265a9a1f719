import { SubmissionId, type SubmissionRecord } from '@async-catalog/product-schema';
import type { SubmissionReader } from './ports.ts';
import { ProblemError } from './problem-error.ts';

/**
 * The caller's own submission. Another's is told apart in nothing from one that never was.
 * @throws {ProblemError} `SUBMISSION_NOT_FOUND`
 */
export async function findSubmission(
  submissions: SubmissionReader,
  id: string,
  caller: string,
): Promise<SubmissionRecord> {
  const record = SubmissionId.safeParse(id).success ? await submissions.get(id) : undefined;
  if (record === undefined || record.caller !== caller) {
    throw new ProblemError(
      'SUBMISSION_NOT_FOUND',
      'There is no submission of yours with this id; they are kept for 30 days.',
    );
  }
  return record;
}
