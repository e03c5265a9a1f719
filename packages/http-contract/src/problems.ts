import type { FieldError, SubmissionId } from '@async-catalog/product-schema';
import { MAX_PROBLEM_ERRORS, ProblemError } from './problem-error.ts';

/** `Retry-After` during an outage of a dependency. */
const OUTAGE_RETRY_AFTER_SECONDS = 5;

/**
 * Builds a problem for an unavailable dependency, where a later retry can help. Names the submission if some
 * of it may have been accepted.
 */
export function dependencyUnavailable(
  message: string,
  cause?: unknown,
  submissionId?: SubmissionId,
): ProblemError {
  return new ProblemError('DEPENDENCY_UNAVAILABLE', message, {
    retryAfterSeconds: OUTAGE_RETRY_AFTER_SECONDS,
    submissionId,
    cause,
  });
}

/**
 * Builds a problem for an unavailable dependency, where nothing of this request was accepted; an earlier one
 * with the same key may have been.
 */
export function nothingTaken(cause: unknown): ProblemError {
  return dependencyUnavailable(
    'A service this needs is unavailable. Nothing was taken of this request; ' +
      'send it again, with the same Idempotency-Key if it had one.',
    cause,
  );
}

/** Builds a problem for a submission of which nothing was accepted, because of what is wrong with its items. */
export function unfitItems(
  code: 'INVALID_PRODUCT' | 'NO_VALID_ITEM' | 'INVALID_ITEMS',
  errors: readonly FieldError[],
): ProblemError {
  const listed = errors.length > MAX_PROBLEM_ERRORS ? `the first ${MAX_PROBLEM_ERRORS} things` : 'what';
  return new ProblemError(code, `Nothing was taken; errors says ${listed} to change.`, { errors });
}

/** Builds a problem for a request that was cut off at an unknown point, so that it may have been accepted. */
export function outcomeUnknown(cause: unknown, submissionId?: SubmissionId): ProblemError {
  return dependencyUnavailable(
    'The request was cut short, and some of it may have been taken. ' +
      'If it had an Idempotency-Key, send it again with the same key: nothing is taken twice. ' +
      'Otherwise read the submission named here: if it is still unknown after a minute, nothing was taken.',
    cause,
    submissionId,
  );
}

/** Builds a problem for an error on our side. */
export function internalError(cause: unknown): ProblemError {
  const message = 'Something went wrong on our side. Quote the requestId when you report it.';
  return new ProblemError('INTERNAL_ERROR', message, { cause });
}
