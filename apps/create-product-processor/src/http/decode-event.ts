import { gunzipSync } from 'node:zlib';
import type { Limited } from '@async-catalog/caller-limits';
import {
  type BodyMediaType,
  JSON_MEDIA_TYPE,
  MAX_BODY_BYTES,
  MAX_PACKING_RATIO,
  MAX_SENT_BYTES,
  ProblemError,
  readContentEncoding,
  readTraceparent,
  refuseRepeatedHeaders,
  refuseUndecodableQuery,
} from '@async-catalog/http-contract';
import type { Context } from 'aws-lambda';
import type { IntakeCommand } from '../core/intake-command.ts';
import type { IntakeTelemetry } from '../core/ports.ts';
import { type OutsideFields, readTarget } from './product-target.ts';
import type { IdentifiedEvent, ProxyEvent } from './proxy-event.ts';
import { readBodyType, readCommand, readRoute } from './read-command.ts';
import { readCondition } from './read-condition.ts';

/** Command, and the body as it was before it was compressed. */
export interface IntakeEvent {
  readonly command: IntakeCommand;
  /** Fields of the item that don't come from the body. */
  readonly outside: OutsideFields;
  readonly mediaType: BodyMediaType;
  readonly body: Uint8Array;
}

/**
 * Reads the command, and decodes the body; cheap checks come first.
 * @throws {ProblemError} `NOT_FOUND`, `METHOD_NOT_ALLOWED`, `UNSUPPORTED_MEDIA_TYPE`,
 *   `PAYLOAD_TOO_LARGE`, `INVALID_REQUEST`, `PRODUCT_NOT_FOUND`
 */
export function decodeEvent(
  event: IdentifiedEvent,
  { caller, quotas }: Limited,
  requestId: string,
  context: Context,
  telemetry: IntakeTelemetry,
): IntakeEvent {
  refuseRepeatedHeaders((name) => event.headers[name]);
  const route = readRoute(event);
  const { operation, op } = route;
  const traceparent = readTraceparent(event.headers['traceparent']);
  telemetry.addContext({
    caller,
    ...(traceparent !== undefined && { traceparent }),
    ...(event.chunk !== undefined && { importId: event.chunk.importId, chunk: event.chunk.number }),
  });
  refuseUndecodableQuery(event.rawQuery);
  const target = op === undefined ? undefined : readTarget(event, op);
  const outside = { ...target, ...readCondition(event, route) };
  const known = { operation, caller, quotas, requestId, traceparent };
  if (op === 'delete') {
    refuseBody(event);
    const command = readCommand(event, known, target, context);
    return { command, outside, mediaType: JSON_MEDIA_TYPE, body: NO_FIELDS };
  }
  const mediaType = readBodyType(event.headers['content-type'], route);
  const body = decodeBody(event, operation === 'retry' ? MAX_RETRY_BYTES : MAX_BODY_BYTES);
  return { command: readCommand(event, known, target, context), outside, mediaType, body };
}

const NO_FIELDS = Buffer.from('{}');

/** https://www.rfc-editor.org/rfc/rfc9110#section-9.3.5 */
function refuseBody({ body }: ProxyEvent): void {
  if (body !== '') {
    throw new ProblemError('INVALID_REQUEST', 'A DELETE has no body; send it without.');
  }
}

/**
 * Limit of a retry, which the API builds from products that were taken before: with their ids, defaults and
 * all digits of a number such as `1e9` it can be larger than the batch was.
 */
const MAX_RETRY_BYTES = 2 * MAX_BODY_BYTES;

/**
 * Decodes base64 and gzip.
 * @throws {ProblemError} `PAYLOAD_TOO_LARGE`, `INVALID_REQUEST`, `UNSUPPORTED_MEDIA_TYPE` (of the coding)
 */
export function decodeBody(
  { body, isBase64Encoded, headers, fromApi }: ProxyEvent,
  maxBytes = MAX_BODY_BYTES,
): Uint8Array {
  const encoding = readContentEncoding(headers['content-encoding']);
  if (!body.isWellFormed()) {
    // Only an event that didn't come over HTTP can hold a lone surrogate. As bytes it would become a
    // replacement character.
    throw new ProblemError('INVALID_REQUEST', 'The body is not UTF-8. Send UTF-8.');
  }
  const bytes = Buffer.from(body, isBase64Encoded === true ? 'base64' : 'utf8');
  // The API holds its clients to this limit, and compresses large bodies anew.
  if (!fromApi && bytes.byteLength > MAX_SENT_BYTES) {
    throw new ProblemError(
      'PAYLOAD_TOO_LARGE',
      `Send at most ${MAX_SENT_BYTES} bytes: compress the body with gzip, or split the batch.`,
    );
  }
  const plain = encoding === 'gzip' ? unpack(bytes, maxBytes) : bytes;
  if (plain.byteLength > maxBytes) {
    throw tooLarge(maxBytes);
  }
  return plain;
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
  return new ProblemError(
    'PAYLOAD_TOO_LARGE',
    `A body may unpack to at most ${maxBytes} bytes; split the batch.`,
  );
}
