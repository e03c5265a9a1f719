import { MAX_BATCH_ITEMS } from '@async-catalog/product-schema';
import { ProblemError } from '../answering/problem-error.ts';

/** @throws {ProblemError} `PAYLOAD_TOO_LARGE` */
export function refuseTooMany(items: number): void {
  if (items > MAX_BATCH_ITEMS) {
    throw new ProblemError('PAYLOAD_TOO_LARGE', `Send at most ${MAX_BATCH_ITEMS} products; split the batch.`);
  }
}
