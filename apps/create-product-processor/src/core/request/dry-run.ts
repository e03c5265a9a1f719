import { ProblemError } from '../answering/problem-error.ts';

/**
 * Whether only to check. A parameter that isn't known is refused: a misspelled `dryRun` must not become a submission.
 * @throws {ProblemError} `INVALID_REQUEST`
 */
export function isDryRun(query: URLSearchParams): boolean {
  const unknown = query.keys().find((name) => name !== 'dryRun');
  if (unknown !== undefined) {
    throw new ProblemError('INVALID_REQUEST', 'The only query parameter is dryRun.');
  }
  const [value = 'false', ...more] = query.getAll('dryRun');
  if (more.length > 0 || (value !== 'true' && value !== 'false')) {
    throw new ProblemError('INVALID_REQUEST', 'dryRun is true or false.');
  }
  return value === 'true';
}
