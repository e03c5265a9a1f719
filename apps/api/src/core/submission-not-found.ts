import { ProblemError } from '@async-catalog/http-contract';

export function submissionNotFound(): ProblemError {
  return new ProblemError(
    'SUBMISSION_NOT_FOUND',
    'You have no submission with this id. Submissions are kept for 30 days.',
  );
}
