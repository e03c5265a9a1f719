import { OUTAGE_RETRY_AFTER_SECONDS } from '../../core/accepting/deliver.ts';
import { DependencyError } from '../../core/accepting/dependency-error.ts';
import { ProblemError } from '../../core/answering/problem-error.ts';

/** What the consumer is told of an error. What isn't meant for the consumer becomes a fixed sentence; the cause is for the log. */
export function problemOf(error: unknown): ProblemError {
  if (error instanceof ProblemError) {
    return error;
  }
  if (error instanceof DependencyError) {
    return unavailable(
      'A service that is needed is out of reach, and nothing was taken; send it again.',
      error,
    );
  }
  if (isFromMiddyCore(error)) {
    return unavailable(
      'It took too long, and it is not known whether anything was taken. With an Idempotency-Key, sending it again takes nothing twice.',
      error,
    );
  }
  return new ProblemError('INTERNAL_ERROR', 'It was logged; tell us the requestId.', { cause: error });
}

function unavailable(detail: string, cause: unknown): ProblemError {
  return new ProblemError('DEPENDENCY_UNAVAILABLE', detail, {
    headers: { 'retry-after': String(OUTAGE_RETRY_AFTER_SECONDS) },
    cause,
  });
}

/** middy names its package in the cause of what it throws; from core, that is only the end of the time. */
function isFromMiddyCore(error: unknown): boolean {
  const cause = error instanceof Error ? (error.cause as { package?: unknown } | undefined) : undefined;
  return cause?.package === '@middy/core';
}
