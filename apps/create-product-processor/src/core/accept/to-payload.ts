import { stringify } from 'safe-stable-stringify';
import type { IntakeCommand } from '../intake-command.ts';
import type { CheckedItems } from '../items/check-items.ts';

/**
 * Writes the payload as text to hash: the items with their fields in one order, but otherwise as they were sent, so
 * that a repeat is the same payload even if the rules for products changed in between. The faults of an item belong
 * to it, because neither a duplicate field nor a number's last digits show in the value. The items of a retry never
 * change, so their places say which they are. The lines of a chunk belong to it: another reading of its file would
 * give its items others.
 */
export function toPayload(
  { operation, retryOf }: Pick<IntakeCommand, 'operation' | 'retryOf'>,
  { submitted }: Pick<CheckedItems, 'submitted'>,
): string {
  if (retryOf !== undefined) {
    return JSON.stringify([operation, retryOf, submitted.map(({ retry }) => retry?.index)]);
  }
  const items = submitted.map(({ value, faults }) =>
    faults.length === 0
      ? ['sent', value]
      : ['faulty', value, faults.map(({ pointer, code, detail }) => [pointer, code, detail])],
  );
  const lines = operation !== 'chunk' ? [] : [submitted.map(({ line }) => line)];
  return stringify([operation, ...lines, ...items]);
}
