import type { AttributeValue } from '@aws-sdk/client-dynamodb';

/** Bytes of a digit pair of a number, rounded up, and of its sign and exponent. */
const DIGITS_PER_BYTE = 2;

/**
 * Computes the size by which DynamoDB bills an item.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
 */
export function itemBytes(item: Readonly<Record<string, AttributeValue>>): number {
  return Object.entries(item).reduce(
    (sum, [name, value]) => sum + Buffer.byteLength(name) + valueBytes(value),
    0,
  );
}

function valueBytes(value: AttributeValue): number {
  if (value.S !== undefined) {
    return Buffer.byteLength(value.S);
  }
  if (value.N !== undefined) {
    return Math.ceil(value.N.replaceAll(/\D/g, '').length / DIGITS_PER_BYTE) + 1;
  }
  if (value.L !== undefined) {
    return 3 + value.L.reduce((sum, element) => sum + 1 + valueBytes(element), 0);
  }
  if (value.M !== undefined) {
    return 3 + Object.keys(value.M).length + itemBytes(value.M);
  }
  return 1;
}
