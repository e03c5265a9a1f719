import { SubmissionId } from '@async-catalog/product-schema';
import type { Randomness } from './randomness.ts';

const MOST = 0xfff;

/**
 * UUIDv7s like those that the processor makes by itself, each greater than the one before. Those follow from the last one that the process
 * made, so that a history would depend on the histories before it, and be another one when it is replayed alone.
 */
export function createSubmissionIds({ integer }: Randomness): () => SubmissionId {
  let count = 0;
  const random = (): string => digits(integer(0, MOST), 3);
  return () => {
    count += 1;
    const time = digits(Date.now(), 12);
    const place = digits(count, 3);
    return SubmissionId.parse(
      `${time.slice(0, 8)}-${time.slice(8)}-7${place}-8${random()}-${random()}${random()}${random()}${random()}`,
    );
  };
}

function digits(value: number, length: number): string {
  return value.toString(16).padStart(length, '0');
}
