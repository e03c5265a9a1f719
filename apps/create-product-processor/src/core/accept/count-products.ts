import type { Count } from '@async-catalog/caller-limits';
import { LimitExceededError } from '../errors.ts';
import type { IntakeCommand } from '../intake-command.ts';
import type { CheckedItems } from '../items/check-items.ts';
import type { IntakeDeps } from '../ports.ts';

/** Count of a command that takes nothing, or whose products an earlier attempt has counted. */
export const NOTHING_COUNTED: Pick<Count, 'usage' | 'giveBack'> = {
  usage: undefined,
  giveBack: () => Promise.resolve(),
};

/**
 * Counts the products that will be sent, before anything of them is stored. A chunk is never refused: its import was
 * started while some were left, and can't be resumed in the middle.
 * @throws {LimitExceededError} if fewer are left
 */
export async function countProducts(
  { limiter }: Pick<IntakeDeps, 'limiter'>,
  command: IntakeCommand,
  { operations }: Pick<CheckedItems, 'operations'>,
): Promise<Pick<Count, 'usage' | 'giveBack'>> {
  if (operations.size === 0) {
    return NOTHING_COUNTED;
  }
  const count = await (command.operation === 'chunk'
    ? limiter.add('products', command, operations.size)
    : limiter.take('products', command, operations.size));
  if (!count.passed && count.usage !== undefined) {
    throw new LimitExceededError(count.usage, operations.size);
  }
  return count;
}
