import { gunzipSync } from 'node:zlib';
import { MAX_BODY_BYTES, ProblemError } from '@async-catalog/http-contract';
import type { ProxyEvent } from './proxy-event.ts';

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
    // Only an event that didn't come over HTTP can hold a lone surrogate. As bytes it would become a replacement character.
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

/** Strict, or what isn't UTF-8 would be saved as replacement characters. A byte order mark is left out. */
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
