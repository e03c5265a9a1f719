import type { ErrorCode, FieldError } from '@async-catalog/product-schema';

/** Something that the consumer is told: a code of the closed list, and a sentence that says what to do about it. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly code: ErrorCode;
  readonly retryAfterSeconds: number | undefined;
  readonly errors: readonly FieldError[] | undefined;

  constructor(
    code: ErrorCode,
    detail: string,
    about: { retryAfterSeconds?: number; errors?: readonly FieldError[]; cause?: unknown } = {},
  ) {
    super(detail, { cause: about.cause });
    this.code = code;
    this.retryAfterSeconds = about.retryAfterSeconds;
    this.errors = about.errors;
  }
}

/** How long a consumer is asked to wait when a dependency is out. */
const RETRY_AFTER_SECONDS = 5;

export function dependencyUnavailable(detail: string, cause?: unknown): ProblemError {
  return new ProblemError('DEPENDENCY_UNAVAILABLE', detail, {
    retryAfterSeconds: RETRY_AFTER_SECONDS,
    cause,
  });
}
