import { internalError, nothingTaken, outcomeUnknown, ProblemError } from '@async-catalog/http-contract';
import { UnavailableError } from '../core/errors.ts';

/** Turns any error into a problem that the consumer may see; its cause is for the log. */
export function toProblem(error: unknown): ProblemError {
  if (error instanceof ProblemError) {
    return error;
  }
  if (error instanceof UnavailableError) {
    return nothingTaken(error);
  }
  return isTimeout(error) ? outcomeUnknown(error) : internalError(error);
}

/** middy names its package in the cause of each error it throws. Its core throws only when the time is up. */
function isTimeout(error: unknown): boolean {
  const cause = error instanceof Error ? (error.cause as { package?: unknown } | undefined) : undefined;
  return cause?.package === '@middy/core';
}
