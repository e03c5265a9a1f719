import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { httpApiEvent } from '@async-catalog/local-cloud/testing';
import {
  CATALOG_API_ID,
  MAX_BODY_BYTES,
  MAX_PACKING_RATIO,
  MAX_SENT_BYTES,
} from '@async-catalog/http-contract';
import { describe, expect, it } from 'vitest';
import { problem } from '../testing/problem.ts';
import { ProxyEvent } from './proxy-event.ts';
import { decodeBody, MIN_UNPACKED_BYTES } from './decode-event.ts';

const decode = (body: unknown, headers: Record<string, string> = {}) =>
  Buffer.from(decodeBody(ProxyEvent.parse(httpApiEvent({ body, headers })))).toString();
const GZIP = { 'content-encoding': 'gzip' };

describe('decodeBody', () => {
  it.each([
    ['text', 'é {}', {}],
    ['bytes', Buffer.from('é {}'), {}],
    ['packed bytes', gzipSync('é {}'), GZIP],
    ['packed bytes under the old name', gzipSync('é {}'), { 'content-encoding': 'x-gzip' }],
    ['bytes that are said not to be packed', Buffer.from('é {}'), { 'content-encoding': 'Identity' }],
  ])('reads %s', (_, body, headers) => {
    expect(decode(body, headers)).toBe('é {}');
  });

  it('reads no body as an empty one', () => {
    expect(decode(undefined)).toBe('');
  });

  it.each([
    ['text', (text: string) => decode(text)],
    ['bytes', (text: string) => decode(Buffer.from(text))],
  ])('takes %s up to the limit of what is sent, and no more', (_, readText) => {
    // Two bytes each.
    const atLimit = 'é'.repeat(MAX_SENT_BYTES / 2);

    expect(readText(atLimit)).toHaveLength(MAX_SENT_BYTES / 2);
    expect(() => readText(`${atLimit}x`)).toThrow(
      problem('PAYLOAD_TOO_LARGE', {
        message: 'Send at most 4194304 bytes: compress the body with gzip, or split the batch.',
      }),
    );
  });

  it('holds what is packed to the same limit', () => {
    const packed = gzipSync('{}');
    // Gzip may be followed by zeros.
    const padTo = (bytes: number) => Buffer.concat([packed, Buffer.alloc(bytes - packed.byteLength)]);

    expect(decode(padTo(MAX_SENT_BYTES), GZIP)).toBe('{}');
    expect(() => decode(padTo(MAX_SENT_BYTES + 1), GZIP)).toThrow(problem('PAYLOAD_TOO_LARGE'));
  });

  it('takes packed bytes that unpack to the limit, and no more', () => {
    const atLimit = randomBytes(MAX_BODY_BYTES / 2).toString('hex');

    expect(decode(gzipSync(atLimit), GZIP)).toHaveLength(MAX_BODY_BYTES);
    expect(() => decode(gzipSync(`${atLimit}x`), GZIP)).toThrow(
      problem('PAYLOAD_TOO_LARGE', {
        message: 'A body may unpack to at most 5242880 bytes; split the batch.',
      }),
    );
  });

  it('leaves the limit of what is sent to the API for what comes from there', () => {
    const event = httpApiEvent({ body: ' '.repeat(MAX_SENT_BYTES + 1) });
    const fromApi = { ...event, requestContext: { ...event.requestContext, apiId: CATALOG_API_ID } };

    expect(decodeBody(ProxyEvent.parse(fromApi))).toHaveLength(MAX_SENT_BYTES + 1);
  });

  it('takes what unpacks to twenty times its size, and no more', () => {
    const packed = gzipSync('x'.repeat(1_000_000));
    // Gzip may have a comment of any length, which packs nothing.
    const padTo = (bytes: number) =>
      Buffer.concat([
        packed.subarray(0, 3),
        Buffer.of(0x10),
        packed.subarray(4, 10),
        Buffer.alloc(bytes - packed.byteLength - 1, 'c'),
        Buffer.of(0),
        packed.subarray(10),
      ]);
    const fair = 1_000_000 / MAX_PACKING_RATIO;

    expect(decode(padTo(fair), GZIP)).toHaveLength(1_000_000);
    expect(() => decode(padTo(fair - 1), GZIP)).toThrow(
      problem('PAYLOAD_TOO_LARGE', {
        message: 'A packed body may unpack to 20 times its size; send it plain.',
      }),
    );
  });

  it('lets a small body unpack to any multiple of its size', () => {
    const atLimit = 'x'.repeat(MIN_UNPACKED_BYTES);

    expect(decode(gzipSync(atLimit), GZIP)).toBe(atLimit);
    expect(() => decode(gzipSync(`${atLimit}x`), GZIP)).toThrow(problem('PAYLOAD_TOO_LARGE'));
  });

  it.each([
    ['not gzip', Buffer.from('{}')],
    ['cut off', gzipSync('{"name":"Tea"}').subarray(0, -9)],
    ['empty', Buffer.of()],
  ])('refuses as gzip what is %s', (_, body) => {
    expect(() => decode(body, GZIP)).toThrow(problem('INVALID_REQUEST'));
  });

  it('refuses text with a lone surrogate, which cannot be UTF-8', () => {
    expect(() => decode('{"name":"\uD83D"}')).toThrow(problem('INVALID_REQUEST'));
  });

  it('names the encoding that it knows', () => {
    expect(() => decode('{}', { 'content-encoding': 'br' })).toThrow(
      problem('UNSUPPORTED_MEDIA_TYPE', { headers: { 'accept-encoding': 'gzip, identity' } }),
    );
  });
});
