import type { IntakeRequest } from '../request/intake-request.ts';
import { NDJSON_MEDIA_TYPE } from '../request/operation.ts';
import { readBatch } from './read-batch.ts';
import { readLines } from './read-lines.ts';
import { readProduct } from './read-product.ts';
import type { SubmittedItems } from './submitted-item.ts';

/** @throws {ProblemError} `INVALID_REQUEST`, `PAYLOAD_TOO_LARGE` */
export function readItems({ operation, mediaType, body }: IntakeRequest, json: unknown): SubmittedItems {
  if (operation.name === 'product') {
    return readProduct(body, json);
  }
  return mediaType === NDJSON_MEDIA_TYPE ? readLines(body) : readBatch(body, json);
}
