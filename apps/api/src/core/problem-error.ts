import type { ErrorCode, FieldError } from '@async-catalog/product-schema';

export interface ProblemDetails {
  readonly errors?: readonly FieldError[];
  /** Headers that belong to the answer, names in lower case. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly cause?: unknown;
}

/** An answer other than success: its `message` is the sentence that the consumer reads. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly code: ErrorCode;
  readonly errors: readonly FieldError[] | undefined;
  readonly headers: Readonly<Record<string, string>>;

  constructor(code: ErrorCode, message: string, { errors, headers = {}, cause }: ProblemDetails = {}) {
    super(message, { cause });
    this.code = code;
    this.errors = errors;
    this.headers = headers;
  }
}

/** How long a consumer is asked to wait when a dependency is out. */
const OUTAGE_RETRY_AFTER_SECONDS = 5;

export function dependencyUnavailable(message: string, cause?: unknown): ProblemError {
  return new ProblemError('DEPENDENCY_UNAVAILABLE', message, {
    headers: { 'retry-after': String(OUTAGE_RETRY_AFTER_SECONDS) },
    cause,
  });
}
