import { MAX_BATCH_ITEMS, NDJSON_MEDIA_TYPE, ProblemError } from '@async-catalog/http-contract';
import { checkJson, placeOf } from '../core/items/check-json.ts';
import { decodeUtf8, isWide } from '../core/items/decode-utf8.ts';
import { type JsonFlaw, toFieldErrors } from '../core/items/json-flaw.ts';
import {
  readBatch,
  readLines,
  readProduct,
  type SubmittedItem,
  tooManyItems,
} from '../core/items/read-items.ts';
import { readChunk } from '../core/items/read-chunk.ts';
import { readRetry } from '../core/items/read-retry.ts';
import type { IntakeEvent } from './decode-event.ts';
import { addFields } from './product-target.ts';

/**
 * Checks the body, and then parses it.
 * @throws {ProblemError} `MALFORMED_JSON`, `INVALID_REQUEST`, `PAYLOAD_TOO_LARGE`
 */
export function readItems({ command, outside, mediaType, body }: IntakeEvent): SubmittedItem[] {
  if (isWide(body)) {
    throw new ProblemError('INVALID_REQUEST', 'The body is UTF-16 (or UTF-32). Send UTF-8.');
  }
  if (isGzip(body)) {
    throw new ProblemError(
      'INVALID_REQUEST',
      'The body is gzip. Compress it once, and send Content-Encoding: gzip with it.',
    );
  }
  if (mediaType === NDJSON_MEDIA_TYPE) {
    return readLines(body);
  }
  const text = decodeDocument(body);
  if (command.chunk !== undefined) {
    return readChunk(parseOwnJson(text));
  }
  if (command.retryOf !== undefined) {
    checkJsonBody(text, MAX_BATCH_ITEMS);
    return readRetry(JSON.parse(text));
  }
  if (command.operation === 'product') {
    const flaws = checkJsonBody(text);
    const [item] = readProduct(JSON.parse(text), flaws);
    if (Object.keys(outside).length === 0) {
      return [item];
    }
    const { value, faults } = addFields(item.value, outside);
    return [{ ...item, value, faults: [...item.faults, ...faults] }];
  }
  const flaws = checkJsonBody(text, MAX_BATCH_ITEMS);
  return readBatch(JSON.parse(text), flaws);
}

/**
 * Parses what the file splitter wrote: it has no flaw that parsing would hide, because it was made from parsed values.
 * @throws {ProblemError} `MALFORMED_JSON`
 */
function parseOwnJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ProblemError('MALFORMED_JSON', 'The chunk is not JSON.', { cause });
  }
}

/** https://www.rfc-editor.org/rfc/rfc1952#section-2.3.1. No text begins so: the second byte isn't UTF-8. */
function isGzip([first, second]: Uint8Array): boolean {
  return first === 0x1f && second === 0x8b;
}

function decodeDocument(body: Uint8Array): string {
  const { text, invalidAt } = decodeUtf8(body);
  if (invalidAt !== undefined) {
    throw new ProblemError(
      'INVALID_REQUEST',
      `The body is not UTF-8 at ${placeOf(text, invalidAt)}. Send UTF-8.`,
    );
  }
  return text;
}

/**
 * Checks a JSON body before it is parsed. Returns the duplicate fields.
 * @throws {ProblemError} `MALFORMED_JSON`, `PAYLOAD_TOO_LARGE`, or `INVALID_REQUEST` for a reserved name.
 */
export function checkJsonBody(text: string, maxItems?: number): JsonFlaw[] {
  if (text.trim() === '') {
    throw new ProblemError('MALFORMED_JSON', 'The body is empty.');
  }
  const flaws = checkJson(text, maxItems === undefined ? {} : { maxItems });
  const [first] = flaws;
  if (first?.code === 'INVALID_JSON') {
    throw new ProblemError('MALFORMED_JSON', `At ${first.detail}.`, { errors: toFieldErrors(flaws) });
  }
  if (flaws.at(-1)?.code === 'TOO_MANY') {
    throw tooManyItems();
  }
  const reserved = flaws.filter(({ code }) => code === 'RESERVED_NAME');
  if (reserved.length > 0) {
    throw new ProblemError('INVALID_REQUEST', 'A field has a reserved name; errors says which to rename.', {
      errors: toFieldErrors(reserved),
    });
  }
  return flaws;
}
