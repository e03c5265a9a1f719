import type { Accepted, DryRun } from '@async-catalog/product-schema';
import type { ProblemError } from './answering/problem-error.ts';

/** What operators see of the intake. */
export interface Journal {
  /** Everything told from here on is of this. */
  concerns(
    what: Partial<Readonly<Record<'requestId' | 'traceparent' | 'caller' | 'submissionId', string>>>,
  ): void;
  /** `replayed`: the answer is that of an earlier request with the same idempotency key. */
  accepted(accepted: Accepted, about: { readonly replayed: boolean }): void;
  /** In a dry run: nothing was taken. */
  checked(result: DryRun): void;
  /** The answer is a problem. */
  refused(problem: ProblemError): void;
  /** A repeat of the request has to wait until the hold ends by itself. */
  releaseFailed(cause: unknown): void;
  /** A repeat of the request, once the hold has ended, sends everything again. */
  markFailed(cause: unknown): void;
}
