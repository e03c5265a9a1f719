import type { CheckedItems } from '../reading/check-items.ts';
import type { SubmittedItems } from '../reading/submitted-item.ts';
import { type Handling, preferenceApplied } from '../request/handling.ts';
import type { Operation } from '../request/operation.ts';
import { MAX_PROBLEM_ERRORS, ProblemError } from './problem-error.ts';

/**
 * Batches are lenient: what is good is taken, unless nothing is, or all or none was asked for.
 * @throws {ProblemError} `INVALID_PRODUCT`, `NO_VALID_ITEM`, `INVALID_ITEMS`; pointers from the request.
 */
export function refuseUnfit(
  { good, rejected }: CheckedItems,
  { pointerTo }: SubmittedItems,
  operation: Operation,
  handling: Handling | undefined,
): void {
  if (rejected.length === 0 || (good.length > 0 && handling !== 'strict')) {
    return;
  }
  const errors = rejected.flatMap((item) =>
    item.errors.map((error) => ({ ...error, pointer: `${pointerTo(item.index)}${error.pointer}` })),
  );
  const listed = errors.length > MAX_PROBLEM_ERRORS ? `the first ${MAX_PROBLEM_ERRORS} things` : 'what';
  throw new ProblemError(
    codeFor(operation, good.length),
    `Nothing was taken; errors says ${listed} to change.`,
    { errors, headers: preferenceApplied(operation, handling) },
  );
}

function codeFor(operation: Operation, good: number): 'INVALID_PRODUCT' | 'NO_VALID_ITEM' | 'INVALID_ITEMS' {
  if (operation.name === 'product') {
    return 'INVALID_PRODUCT';
  }
  return good === 0 ? 'NO_VALID_ITEM' : 'INVALID_ITEMS';
}
