import { SubmissionId } from '@async-catalog/product-schema';
import type { Randomness } from './randomness.ts';
import { trueNow } from './virtual-time.ts';

const MAX = 0xfff;

/**
 * Creates a source of UUIDv7s that each sort after the one before, as the processor's own do. Those depend on
 * the last id that the Node process made, so a history would take another course when it is replayed alone.
 */
export function createSubmissionIds({ integer }: Randomness): () => SubmissionId {
  let count = 0;
  const random = (): string => digits(integer(0, MAX), 3);
  return () => {
    count += 1;
    const time = digits(trueNow(), 12);
    const place = digits(count, 3);
    return SubmissionId.parse(
      `${time.slice(0, 8)}-${time.slice(8)}-7${place}-8${random()}-${random()}${random()}${random()}${random()}`,
    );
  };
}

function digits(value: number, length: number): string {
  return value.toString(16).padStart(length, '0');
}
