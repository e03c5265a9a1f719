import { MAX_BATCH_ITEMS, ProblemError } from '@async-catalog/http-contract';

/** @throws {ProblemError} `PAYLOAD_TOO_LARGE` */
export function refuseTooMany(items: number): void {
  if (items > MAX_BATCH_ITEMS) {
    throw new ProblemError('PAYLOAD_TOO_LARGE', `Send at most ${MAX_BATCH_ITEMS} products; split the batch.`);
  }
}
