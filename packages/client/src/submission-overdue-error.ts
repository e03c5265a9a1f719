import type { Submission } from './openapi.ts';

/** A submission past its deadline with pending items. An operator has to look at it; waiting longer won't help. */
export class SubmissionOverdueError extends Error {
  override readonly name = 'SubmissionOverdueError';
  readonly code = 'SUBMISSION_OVERDUE';
  readonly submission: Submission;

  constructor(submission: Submission) {
    const { submissionId, deadlineAt, counts } = submission;
    super(`${counts.pending} items of submission ${submissionId} are pending past ${deadlineAt}`);
    this.submission = submission;
  }
}
