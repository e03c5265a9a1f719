import type { Accepted } from '@async-catalog/product-schema';
import type { ProblemError } from './problem-error.ts';

/** What operators see of the intake. */
export interface Journal {
  /** Everything told from here on is of this request. */
  begin(requestId: string): void;
  accepted(accepted: Accepted, caller: string): void;
  /** The answer is a problem. */
  refused(problem: ProblemError): void;
}
