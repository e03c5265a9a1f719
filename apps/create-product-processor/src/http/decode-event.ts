import { gunzipSync } from 'node:zlib';
import {
  JSON_MEDIA_TYPE,
  MAX_BODY_BYTES,
  NDJSON_MEDIA_TYPE,
  ProblemError,
  readTraceparent,
} from '@async-catalog/http-contract';
import type { Context } from 'aws-lambda';
import type { IntakeCommand } from '../core/intake-command.ts';
import { checkJson, type JsonFlaw, toFieldErrors } from '../core/items/check-json.ts';
import { readBatch, readLines, readProduct, type SubmittedItem } from '../core/items/read-items.ts';
import type { IntakeTelemetry } from '../core/ports.ts';
import { type ProxyEvent, readCaller } from './proxy-event.ts';
import { readCommand, readMediaType, readOperation } from './read-command.ts';

/**
 * Event with its body as text, which `http-json-body-parser` replaces by the parsed value where it is JSON.
 */
export interface IntakeEvent {
  readonly command: IntakeCommand;
  readonly headers: { readonly 'content-type': string };
  readonly body: unknown;
  /** Fields of a JSON body that are given more than once. */
  readonly duplicates: readonly JsonFlaw[];
}

/**
 * Reads the command, and decodes the body; cheap checks come first.
 * @throws {ProblemError} `NOT_FOUND`, `METHOD_NOT_ALLOWED`, `UNAUTHENTICATED`, `UNSUPPORTED_MEDIA_TYPE`,
 *   `PAYLOAD_TOO_LARGE`, `MALFORMED_JSON`, `INVALID_REQUEST`
 */
export function decodeEvent(
  event: ProxyEvent,
  requestId: string,
  context: Context,
  telemetry: IntakeTelemetry,
): IntakeEvent {
  const operation = readOperation(event.method, event.path);
  const caller = readCaller(event.authorizer);
  const traceparent = readTraceparent(event.headers['traceparent']);
  telemetry.addContext({ caller, ...(traceparent !== undefined && { traceparent }) });
  const mediaType = readMediaType(event.headers['content-type'], operation);
  const body = decodeBody(event);
  const duplicates = mediaType === JSON_MEDIA_TYPE ? checkJsonBody(body) : [];
  return {
    command: readCommand(event, { operation, caller, requestId, traceparent }, context),
    // The parser knows fewer ways to write application/json.
    headers: { 'content-type': mediaType },
    body,
    duplicates,
  };
}

/**
 * Reads the items once `http-json-body-parser` has parsed the body.
 * @throws {ProblemError} `INVALID_REQUEST`, `PAYLOAD_TOO_LARGE`
 */
export function readItems({ command, headers, body, duplicates }: IntakeEvent): SubmittedItem[] {
  if (headers['content-type'] === NDJSON_MEDIA_TYPE) {
    return readLines(body as string);
  }
  return command.operation === 'product' ? readProduct(body, duplicates) : readBatch(body, duplicates);
}

/**
 * Decodes base64 and gzip, and gives the body as text.
 * @throws {ProblemError} `PAYLOAD_TOO_LARGE`, `INVALID_REQUEST`, `UNSUPPORTED_MEDIA_TYPE` (of the encoding)
 */
export function decodeBody({ body, isBase64Encoded, headers }: ProxyEvent): string {
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
  const plain = encoding === 'gzip' ? unpack(bytes) : bytes;
  if (plain.byteLength > MAX_BODY_BYTES) {
    throw tooLarge();
  }
  return decode(plain);
}

function unpack(bytes: Buffer): Buffer {
  try {
    // Bounded, or a few kilobytes could ask for gigabytes.
    return gunzipSync(bytes, { maxOutputLength: MAX_BODY_BYTES });
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE'
      ? tooLarge()
      : new ProblemError('INVALID_REQUEST', 'The body is not gzip, as content-encoding says.');
  }
}

function tooLarge(): ProblemError {
  return new ProblemError('PAYLOAD_TOO_LARGE', `Send at most ${MAX_BODY_BYTES} bytes; split the batch.`);
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
 * Checks a JSON body before `http-json-body-parser` gets it, whose errors say neither place nor fix. Returns
 * the duplicate fields.
 * @throws {ProblemError} `MALFORMED_JSON`, or `INVALID_REQUEST` for a reserved name.
 */
export function checkJsonBody(text: string): JsonFlaw[] {
  if (text.trim() === '') {
    throw new ProblemError('MALFORMED_JSON', 'The body is empty.');
  }
  const flaws = checkJson(text);
  const [first] = flaws;
  if (first?.code === 'INVALID_JSON') {
    throw new ProblemError('MALFORMED_JSON', `At ${first.detail}.`, { errors: toFieldErrors(flaws) });
  }
  const reserved = flaws.filter(({ code }) => code === 'RESERVED_NAME');
  if (reserved.length > 0) {
    throw new ProblemError('INVALID_REQUEST', 'A field has a reserved name; errors says which to rename.', {
      errors: toFieldErrors(reserved),
    });
  }
  return flaws;
}
