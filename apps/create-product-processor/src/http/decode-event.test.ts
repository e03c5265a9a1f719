import { gzipSync } from 'node:zlib';
import { httpApiEvent } from '@async-catalog/local-cloud/testing';
import { MAX_BODY_BYTES, MAX_PACKING_RATIO } from '@async-catalog/http-contract';
import { describe, expect, it } from 'vitest';
import { problem } from '../testing/problem.ts';
import { ProxyEvent } from './proxy-event.ts';
import { checkJsonBody, decodeBody, MIN_UNPACKED_BYTES } from './decode-event.ts';

const decode = (body: unknown, headers: Record<string, string> = {}) =>
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
    expect(decode(body, headers)).toBe('é {}');
  });

  it('reads no body as an empty one', () => {
    expect(decode(undefined)).toBe('');
  });

  it.each([
    ['text', (text: string) => decode(text)],
    ['bytes', (text: string) => decode(Buffer.from(text))],
    ['packed bytes', (text: string) => decode(gzipSync(text, { level: 0 }), GZIP)],
  ])('takes %s up to the limit, and no more', (_, readText) => {
    // Two bytes each.
    const atLimit = 'é'.repeat(MAX_BODY_BYTES / 2);

    expect(readText(atLimit)).toHaveLength(MAX_BODY_BYTES / 2);
    expect(() => readText(`${atLimit}x`)).toThrow(problem('PAYLOAD_TOO_LARGE'));
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

  it.each([
    ['bytes', Buffer.of(0x22, 0xff, 0x22)],
    ['text with a lone surrogate', '{"name":"\uD83D"}'],
  ])('refuses %s that cannot be UTF-8', (_, body) => {
    expect(() => decode(body)).toThrow(problem('INVALID_REQUEST'));
  });

  it('names the encoding that it knows', () => {
    expect(() => decode('{}', { 'content-encoding': 'br' })).toThrow(
      problem('UNSUPPORTED_MEDIA_TYPE', { headers: { 'accept-encoding': 'gzip' } }),
    );
  });
});

describe('checkJsonBody', () => {
  it('returns the fields that are given more than once', () => {
    expect(checkJsonBody('{"items":[{"a":1,"a":2}]}')).toMatchObject([
      { path: ['items', 0, 'a'], code: 'DUPLICATE_FIELD' },
    ]);
  });

  it.each([
    ['{"items":[{}],"__proto__":{}}', ['/__proto__']],
    ['{"items":{"__proto__":{}}}', ['/items/__proto__']],
    ['{"items":[{},{"attributes":{"__proto__":"v"}}]}', ['/items/1/attributes/__proto__']],
    [
      String.raw`{"items":[{"constructor":{"prototype":1}},{"\u005f_proto__":1}]}`,
      ['/items/0/constructor/prototype', '/items/1/__proto__'],
    ],
  ])('refuses %s, saying where the reserved names are and what to do', (text, pointers) => {
    expect(() => checkJsonBody(text)).toThrow(
      problem('INVALID_REQUEST', {
        errors: pointers.map((pointer) => ({
          pointer,
          code: 'RESERVED_NAME',
          detail: 'is a reserved name; choose another',
        })),
      }),
    );
  });

  it.each(['', ' \n'])('refuses %j, which is empty', (text) => {
    expect(() => checkJsonBody(text)).toThrow(
      problem('MALFORMED_JSON', { message: 'The body is empty.', errors: undefined }),
    );
  });

  it('refuses too many items without reading the rest', () => {
    expect(() => checkJsonBody('{"items":[1,2,3,malformed', 2)).toThrow(problem('PAYLOAD_TOO_LARGE'));
    expect(checkJsonBody('{"items":[1,2]}', 2)).toEqual([]);
  });

  it('says where the JSON is malformed', () => {
    expect(() => checkJsonBody('{"__proto__":1,\n]')).toThrow(
      problem('MALFORMED_JSON', {
        message: 'At line 2, column 1: property name expected.',
        errors: [{ pointer: '', code: 'INVALID_JSON', detail: 'line 2, column 1: property name expected' }],
      }),
    );
  });
});
