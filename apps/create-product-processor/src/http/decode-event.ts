import { gunzipSync } from 'node:zlib';
import {
  MAX_BATCH_ITEMS,
  MAX_BODY_BYTES,
  MAX_PACKING_RATIO,
  NDJSON_MEDIA_TYPE,
  ProblemError,
  readTraceparent,
} from '@async-catalog/http-contract';
import type { Context } from 'aws-lambda';
import type { IntakeCommand } from '../core/intake-command.ts';
import { checkJson, type JsonFlaw, toFieldErrors } from '../core/items/check-json.ts';
import {
  readBatch,
  readLines,
  readProduct,
  type SubmittedItem,
  tooManyItems,
} from '../core/items/read-items.ts';
import { readRetry } from '../core/items/read-retry.ts';
import type { IntakeTelemetry } from '../core/ports.ts';
import { type IdentifiedEvent, type ProxyEvent, readCaller } from './proxy-event.ts';
import { readCommand, readMediaType, readOperation } from './read-command.ts';

/** Command, and the body as text. */
export interface IntakeEvent {
  readonly command: IntakeCommand;
  readonly mediaType: string;
  readonly body: string;
}

/**
 * Reads the command, and decodes the body; cheap checks come first.
 * @throws {ProblemError} `NOT_FOUND`, `METHOD_NOT_ALLOWED`, `UNAUTHENTICATED`, `UNSUPPORTED_MEDIA_TYPE`,
 *   `PAYLOAD_TOO_LARGE`, `INVALID_REQUEST`
 */
export function decodeEvent(
  event: IdentifiedEvent,
  requestId: string,
  context: Context,
  telemetry: IntakeTelemetry,
): IntakeEvent {
  const operation = readOperation(event);
  const caller = readCaller(event.authorizer);
  const traceparent = readTraceparent(event.headers['traceparent']);
  telemetry.addContext({ caller, ...(traceparent !== undefined && { traceparent }) });
  const mediaType = readMediaType(event.headers['content-type'], operation);
  const body = decodeBody(event, operation === 'retry' ? MAX_RETRY_BYTES : MAX_BODY_BYTES);
  const command = readCommand(event, { operation, caller, requestId, traceparent }, context);
  return { command, mediaType, body };
}

/**
 * Checks the body, and then parses it.
 * @throws {ProblemError} `MALFORMED_JSON`, `INVALID_REQUEST`, `PAYLOAD_TOO_LARGE`
 */
export function readItems({ command, mediaType, body }: IntakeEvent): SubmittedItem[] {
  if (mediaType === NDJSON_MEDIA_TYPE) {
    return readLines(body);
  }
  if (command.retryOf !== undefined) {
    checkJsonBody(body, MAX_BATCH_ITEMS);
    return readRetry(JSON.parse(body));
  }
  if (command.operation === 'product') {
    const flaws = checkJsonBody(body);
    return readProduct(JSON.parse(body), flaws);
  }
  const flaws = checkJsonBody(body, MAX_BATCH_ITEMS);
  return readBatch(JSON.parse(body), flaws);
}

/**
 * Limit of a retry, which the API builds from products that were taken before: with their ids, defaults and
 * all digits of a number such as `1e9` it can be larger than the batch was.
 */
const MAX_RETRY_BYTES = 2 * MAX_BODY_BYTES;

/**
 * Decodes base64 and gzip, and gives the body as text.
 * @throws {ProblemError} `PAYLOAD_TOO_LARGE`, `INVALID_REQUEST`, `UNSUPPORTED_MEDIA_TYPE` (of the encoding)
 */
export function decodeBody(
  { body, isBase64Encoded, headers }: ProxyEvent,
  maxBytes = MAX_BODY_BYTES,
): string {
  const encoding = headers['content-encoding']?.trim().toLowerCase() ?? 'identity';
  if (encoding !== 'identity' && encoding !== 'gzip') {
    throw new ProblemError('UNSUPPORTED_MEDIA_TYPE', 'Send the body plain, or as gzip.', {
      // https://www.rfc-editor.org/rfc/rfc7694#section-3
      headers: { 'accept-encoding': 'gzip' },
    });
  }
  if (!body.isWellFormed()) {
    // Only an event that didn't come over HTTP can hold a lone surrogate. As bytes it would become a
    // replacement character.
    throw notUtf8();
  }
  const bytes = Buffer.from(body, isBase64Encoded === true ? 'base64' : 'utf8');
  const plain = encoding === 'gzip' ? unpack(bytes, maxBytes) : bytes;
  if (plain.byteLength > maxBytes) {
    throw tooLarge(maxBytes);
  }
  return decode(plain);
}

/** Size to which any packed body may unpack: cheap to check, and a few alike products pack better than 20:1. */
export const MIN_UNPACKED_BYTES = 65_536;

function unpack(bytes: Buffer, maxBytes: number): Buffer {
  const fair = Math.max(MIN_UNPACKED_BYTES, bytes.byteLength * MAX_PACKING_RATIO);
  try {
    // Bounded, or a few kilobytes could ask for gigabytes.
    return gunzipSync(bytes, { maxOutputLength: Math.min(maxBytes, fair) });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_BUFFER_TOO_LARGE') {
      throw new ProblemError('INVALID_REQUEST', 'The body is not gzip, as content-encoding says.');
    }
    throw fair < maxBytes ? packedTooWell() : tooLarge(maxBytes);
  }
}

function packedTooWell(): ProblemError {
  return new ProblemError(
    'PAYLOAD_TOO_LARGE',
    `A packed body may unpack to ${MAX_PACKING_RATIO} times its size; send it plain.`,
  );
}

function tooLarge(maxBytes: number): ProblemError {
  return new ProblemError('PAYLOAD_TOO_LARGE', `Send at most ${maxBytes} bytes; split the batch.`);
}

/**
 * Strict decoder: otherwise text that isn't UTF-8 would be saved as replacement characters. It drops a byte
 * order mark.
 */
const UTF8 = new TextDecoder('utf-8', { fatal: true });

function decode(bytes: Buffer): string {
  try {
    return UTF8.decode(bytes);
  } catch {
    throw notUtf8();
  }
}

function notUtf8(): ProblemError {
  return new ProblemError('INVALID_REQUEST', 'The body is not UTF-8.');
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
