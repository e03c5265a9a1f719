import type { IntakeCommand } from '../intake-command.ts';
import type { CheckedItems } from '../items/check-items.ts';

/**
 * Writes the payload as text to hash. Products are normalized, so that field order and explicit defaults make
 * no difference; rejected items are as sent, with their faults, because neither a duplicate field nor a number's
 * last digits show in the value. The items of a retry never change, so their places say which they are.
 */
export function toPayload(
  { operation, retryOf }: Pick<IntakeCommand, 'operation' | 'retryOf'>,
  { submitted, products }: CheckedItems,
): string {
  if (retryOf !== undefined) {
    return JSON.stringify([operation, retryOf, submitted.map(({ retry }) => retry?.index)]);
  }
  const entries = submitted.map(({ index, value, faults }) => {
    const product = products.get(index);
    return product === undefined
      ? ['rejected', value, faults.map(({ pointer, code, detail }) => [pointer, code, detail])]
      : ['good', product];
  });
  return JSON.stringify([operation, ...entries]);
}
