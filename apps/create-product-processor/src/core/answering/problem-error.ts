import type { ErrorCode, FieldError } from '@async-catalog/product-schema';
import { boundPointer } from './bound-pointer.ts';

export interface ProblemDetails {
  readonly errors?: readonly FieldError[];
  /** Headers that belong to the answer, names in lower case. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly cause?: unknown;
}

/** Errors listed in one problem. */
export const MAX_PROBLEM_ERRORS = 100;

/** An answer other than success: its `message` is the sentence that the consumer reads. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly code: ErrorCode;
  /** The first {@link MAX_PROBLEM_ERRORS}. */
  readonly errors: readonly FieldError[] | undefined;
  readonly headers: Readonly<Record<string, string>>;

  constructor(code: ErrorCode, message: string, { errors, headers = {}, cause }: ProblemDetails = {}) {
    super(message, { cause });
    this.code = code;
    this.errors = errors?.slice(0, MAX_PROBLEM_ERRORS).map(boundPointer);
    this.headers = headers;
  }
}
