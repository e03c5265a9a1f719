import { MAX_PROBLEM_ERRORS, ProblemError } from '@async-catalog/http-contract';
import type { IntakeCommand } from '../intake-command.ts';
import type { CheckedItems } from './check-items.ts';

/**
 * Refuses a product that isn't valid, a batch without a good product, and with strict handling a batch with a
 * bad one.
 * @throws {ProblemError} `INVALID_PRODUCT`, `NO_VALID_ITEM`, `INVALID_ITEMS`, with pointers from the root of
 *   the request.
 */
export function refuseUnfit(
  { operation, items, handling }: Pick<IntakeCommand, 'operation' | 'items' | 'handling'>,
  { products, rejected }: CheckedItems,
): void {
  if (rejected.length === 0 || (products.size > 0 && handling !== 'strict')) {
    return;
  }
  const errors = rejected.flatMap((item) =>
    item.errors.map((error) => ({
      ...error,
      pointer: `${items[item.index]?.pointer ?? ''}${error.pointer}`,
    })),
  );
  const batchCode = products.size === 0 ? 'NO_VALID_ITEM' : 'INVALID_ITEMS';
  const listed = errors.length > MAX_PROBLEM_ERRORS ? `the first ${MAX_PROBLEM_ERRORS} things` : 'what';
  throw new ProblemError(
    operation === 'product' ? 'INVALID_PRODUCT' : batchCode,
    `Nothing was taken; errors says ${listed} to change.`,
    { errors },
  );
}
