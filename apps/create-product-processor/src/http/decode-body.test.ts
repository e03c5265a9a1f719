import { gzipSync } from 'node:zlib';
import { httpApiEvent } from '@async-catalog/local-cloud/testing';
import { MAX_BODY_BYTES } from '@async-catalog/http-contract';
import { describe, expect, it } from 'vitest';
import { problem } from '../testing/problem.ts';
import { ProxyEvent } from './proxy-event.ts';
import { decodeBody } from './decode-body.ts';

const read = (body: unknown, headers: Record<string, string> = {}) =>
  decodeBody(ProxyEvent.parse(httpApiEvent({ body, headers })));
const GZIP = { 'content-encoding': 'gzip' };

describe('decodeBody', () => {
  it.each([
    ['text', 'é {}', {}],
    ['bytes', Buffer.from('é {}'), {}],
    ['packed bytes', gzipSync('é {}'), GZIP],
    ['bytes that are said not to be packed', Buffer.from('é {}'), { 'content-encoding': 'Identity' }],
    ['text with a byte order mark', '\uFEFFé {}', {}],
  ])('reads %s', (_, body, headers) => {
    expect(read(body, headers)).toBe('é {}');
  });

  it('reads no body as an empty one', () => {
    expect(read(undefined)).toBe('');
  });

  it.each([
    ['text', (text: string) => read(text)],
    ['bytes', (text: string) => read(Buffer.from(text))],
    ['packed bytes', (text: string) => read(gzipSync(text), GZIP)],
  ])('takes %s up to the limit, and no more', (_, readText) => {
    // Two bytes each.
    const atLimit = 'é'.repeat(MAX_BODY_BYTES / 2);

    expect(readText(atLimit)).toHaveLength(MAX_BODY_BYTES / 2);
    expect(() => readText(`${atLimit}x`)).toThrow(problem('PAYLOAD_TOO_LARGE'));
  });

  it.each([
    ['not gzip', Buffer.from('{}')],
    ['cut off', gzipSync('{"name":"Tea"}').subarray(0, -9)],
    ['empty', Buffer.of()],
  ])('refuses as gzip what is %s', (_, body) => {
    expect(() => read(body, GZIP)).toThrow(problem('INVALID_REQUEST'));
  });

  it.each([
    ['bytes', Buffer.of(0x22, 0xff, 0x22)],
    ['text with a lone surrogate', '{"name":"\uD83D"}'],
  ])('refuses %s that can not be UTF-8', (_, body) => {
    expect(() => read(body)).toThrow(problem('INVALID_REQUEST'));
  });

  it('names the encoding that it knows', () => {
    expect(() => read('{}', { 'content-encoding': 'br' })).toThrow(
      problem('UNSUPPORTED_MEDIA_TYPE', { headers: { 'accept-encoding': 'gzip' } }),
    );
  });
});
