import { ProblemError } from './problem-error.ts';

/** Seconds a consumer is asked to wait when a dependency is out. */
const OUTAGE_RETRY_AFTER_SECONDS = 5;

/** A dependency is out, and another try, later, can help. */
export function dependencyUnavailable(message: string, cause?: unknown): ProblemError {
  return new ProblemError('DEPENDENCY_UNAVAILABLE', message, {
    retryAfterSeconds: OUTAGE_RETRY_AFTER_SECONDS,
    cause,
  });
}

/** A dependency is out, and nothing of the request was taken. */
export function nothingTaken(cause: unknown): ProblemError {
  return dependencyUnavailable(
    'A service this needs is unavailable. Nothing was taken; send it again.',
    cause,
  );
}

/** The request was cut short at a point that can't be known. */
export function outcomeUnknown(cause: unknown): ProblemError {
  return dependencyUnavailable(
    'The request was cut short, and some of it may have been taken. ' +
      'Send it again with the same Idempotency-Key: nothing is taken twice.',
    cause,
  );
}

/** A fault of ours. */
export function internalError(cause: unknown): ProblemError {
  const message = 'Something went wrong on our side. Quote the requestId when you report it.';
  return new ProblemError('INTERNAL_ERROR', message, { cause });
}
