import type { IntakeCommand } from '../intake-command.ts';
import type { CheckedItems } from '../items/check-items.ts';

/**
 * Writes the payload as text to hash: products normalized, so that the order of fields or a written-out
 * default makes no difference; rejected items as sent, with their faults, because a field given twice can
 * leave the value of a good product.
 */
export function toPayload(
  { operation }: Pick<IntakeCommand, 'operation'>,
  { submitted, products }: CheckedItems,
): string {
  const entries = submitted.map(({ index, value, faults }) => {
    const product = products.get(index);
    return product === undefined
      ? ['rejected', value, faults.map(({ pointer, code }) => [pointer, code])]
      : ['good', product];
  });
  return JSON.stringify([operation, ...entries]);
}
