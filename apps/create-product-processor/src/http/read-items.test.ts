import { gzipSync } from 'node:zlib';
import type { BodyMediaType } from '@async-catalog/http-contract';
import { describe, expect, it } from 'vitest';
import type { IntakeCommand } from '../core/intake-command.ts';
import { problem } from '../testing/problem.ts';
import { checkJsonBody, readItems } from './read-items.ts';

const read = (body: Buffer, mediaType: BodyMediaType = 'application/json') =>
  readItems({ body, mediaType, outside: {}, command: { operation: 'product' } as IntakeCommand });

const big = (text: string) => Buffer.from(text, 'utf16le').swap16();

describe('readItems', () => {
  it('ignores a byte order mark before a document', () => {
    expect(read(Buffer.from('\uFEFF{"name":"é"}'))).toMatchObject([{ value: { name: 'é' }, faults: [] }]);
  });

  it.each([
    [Buffer.from('{"name":\n"Café"}', 'latin1'), 'line 2, column 5'],
    [Buffer.concat([Buffer.from('\uFEFF"\uFFFD😀'), Buffer.of(0xff)]), 'line 1, column 5'],
    [Buffer.from('"Café"').subarray(0, -2), 'line 1, column 5'],
    [Buffer.of(0x22, 0xed, 0xa0, 0x80, 0x22), 'line 1, column 2'],
    [Buffer.of(0x22, 0xc0, 0xaf, 0x22), 'line 1, column 2'],
  ])('says where %j is not UTF-8', (body, place) => {
    expect(() => read(body)).toThrow(
      problem('INVALID_REQUEST', { message: `The body is not UTF-8 at ${place}. Send UTF-8.` }),
    );
  });

  it.each([
    ['little-endian', Buffer.from('{"a":1}', 'utf16le')],
    ['little-endian with a mark', Buffer.from('\uFEFF{"a":1}', 'utf16le')],
    ['big-endian', big('{"a":1}')],
    ['big-endian with a mark', big('\uFEFF{"a":"é"}')],
  ])('names %s UTF-16', (_, body) => {
    for (const mediaType of ['application/json', 'application/x-ndjson'] as const) {
      expect(() => read(body, mediaType)).toThrow(
        problem('INVALID_REQUEST', { message: 'The body is UTF-16 (or UTF-32). Send UTF-8.' }),
      );
    }
  });

  it.each(['application/json', 'application/x-ndjson'] as const)(
    'says what %s that is still compressed lacks',
    (mediaType) => {
      expect(() => read(gzipSync('{"name":"Tea"}'), mediaType)).toThrow(
        problem('INVALID_REQUEST', {
          message: 'The body is gzip. Compress it once, and send Content-Encoding: gzip with it.',
        }),
      );
    },
  );
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
