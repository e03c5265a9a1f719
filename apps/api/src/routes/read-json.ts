import {
  JSON_MEDIA_TYPE,
  ProblemError,
  readContentEncoding,
  readMediaType,
} from '@async-catalog/http-contract';
import { type FieldError, fieldErrorsOf } from '@async-catalog/product-schema';
import type { Context } from 'hono';
import type { z } from 'zod';
import { readBody } from './read-body.ts';

/**
 * Limit of a JSON body that this service reads itself, in bytes: 128 KiB. A mapping of 200 columns takes a
 * tenth.
 */
export const MAX_JSON_BYTES = 128 * 1024;

/**
 * Reads a JSON body; `undefined` if there is none.
 * @throws {ProblemError} `PAYLOAD_TOO_LARGE`, `UNSUPPORTED_MEDIA_TYPE`, `MALFORMED_JSON` or `INVALID_REQUEST`
 */
export async function readJson(c: Context): Promise<unknown> {
  if (readContentEncoding(c.req.header('content-encoding')) !== 'identity') {
    throw new ProblemError('UNSUPPORTED_MEDIA_TYPE', 'Send this body as it is, not compressed.', {
      headers: { 'accept-encoding': 'identity' },
    });
  }
  const body = await readBody(c.req.raw, { maxBytes: MAX_JSON_BYTES, fix: 'leave out what is not needed' });
  if (body.byteLength === 0) {
    return undefined;
  }
  readMediaType(c.req.header('content-type'), [JSON_MEDIA_TYPE]);
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body), refuseReserved);
  } catch (error) {
    if (error instanceof ProblemError) {
      throw error;
    }
    throw new ProblemError('MALFORMED_JSON', 'The body is not JSON in UTF-8.', { cause: error });
  }
}

/** Refuses a name that zod's records drop without a word. */
function refuseReserved(name: string, value: unknown): unknown {
  if (name === '__proto__') {
    throw new ProblemError(
      'INVALID_REQUEST',
      'A field is named "__proto__", which is a reserved name. Rename it.',
    );
  }
  return value;
}

/**
 * Parses a body by a schema.
 * @throws {ProblemError} `INVALID_REQUEST` naming every field that is wrong
 */
export function parseBody<Body extends z.ZodObject>(schema: Body, body: unknown): z.output<Body> {
  const parsed = schema.safeParse(body);
  if (!parsed.success) {
    throw invalidBody(fieldErrorsOf(parsed.error.issues, { knownFields: Object.keys(schema.shape) }));
  }
  return parsed.data;
}

/** Builds the problem of a body. */
export function invalidBody(errors: readonly FieldError[]): ProblemError {
  return new ProblemError('INVALID_REQUEST', 'Invalid body. Fix what errors lists.', { errors });
}
