import {
  type ErrorCode,
  type FieldError,
  type SubmissionId,
  submissionLinks,
} from '@async-catalog/product-schema';
import { boundPointer } from './bound-pointer.ts';

export interface ProblemDetails {
  readonly errors?: readonly FieldError[];
  /** Seconds after which a retry can help. */
  readonly retryAfterSeconds?: number;
  /** Further headers of the answer, names in lower case. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Submission that may exist in spite of the problem. */
  readonly submissionId?: SubmissionId | undefined;
  readonly cause?: unknown;
}

/** Errors listed in one problem. */
export const MAX_PROBLEM_ERRORS = 100;

/**
 * An answer other than success. Its `message` is the sentence that the consumer reads, its `cause` is for the
 * log.
 */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly code: ErrorCode;
  /** The first {@link MAX_PROBLEM_ERRORS}. */
  readonly errors: readonly FieldError[] | undefined;
  readonly submissionId: SubmissionId | undefined;
  /** Headers of the answer, names in lower case. */
  readonly headers: Readonly<Record<string, string>>;

  constructor(code: ErrorCode, message: string, details: ProblemDetails = {}) {
    const { errors, retryAfterSeconds, headers, submissionId, cause } = details;
    super(message, { cause });
    this.code = code;
    this.errors = errors?.slice(0, MAX_PROBLEM_ERRORS).map(boundPointer);
    this.submissionId = submissionId;
    this.headers = {
      ...(submissionId !== undefined && { location: submissionLinks(submissionId).self }),
      // https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3
      ...(retryAfterSeconds !== undefined && { 'retry-after': String(retryAfterSeconds) }),
      ...headers,
    };
  }
}
