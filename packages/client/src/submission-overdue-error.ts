import type { Submission } from './openapi.ts';

/** The submission is past its deadline with items pending: somebody has to look at it, and waiting on won't help. */
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
