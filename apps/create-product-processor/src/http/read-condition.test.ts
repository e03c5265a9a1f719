import { describe, expect, it } from 'vitest';
import { problem } from '../testing/problem.ts';
import { readCondition } from './read-condition.ts';

const ONE = { operation: 'product' } as const;

describe('readCondition', () => {
  it('reads the version of an ETag', () => {
    expect(readCondition({ headers: { 'if-match': ' "12" ' } }, ONE)).toEqual({ ifVersion: 12 });
    expect(readCondition({ headers: {} }, ONE)).toEqual({});
  });

  it.each(['', '3', 'W/"3"', '"3", "4"', '"3","3"', '*', '"0"', '"x"', '"9007199254740993"'])(
    'refuses If-Match: %s',
    (etag) => {
      expect(() => readCondition({ headers: { 'if-match': etag } }, ONE)).toThrow(
        problem('INVALID_REQUEST', {
          message:
            'If-Match takes one strong ETag, as GET /products/{id} gives it, such as "3"; no list, W/"3" or *.',
        }),
      );
    },
  );

  it.each(['batch', 'retry'] as const)('refuses If-Match of a %s, by its name', (operation) => {
    expect(() => readCondition({ headers: { 'if-match': '"3"' } }, { operation })).toThrow(
      problem('INVALID_REQUEST', {
        message: 'If-Match is for one product. An item of a batch takes ifVersion instead.',
      }),
    );
  });

  it.each(['If-None-Match', 'If-Unmodified-Since'])('refuses %s, which would not be checked', (name) => {
    expect(() => readCondition({ headers: { [name.toLowerCase()]: '*' } }, ONE)).toThrow(
      problem('INVALID_REQUEST', {
        message: `${name} isn't taken of a change. Send If-Match, or leave it out.`,
      }),
    );
  });

  it('ignores If-Modified-Since, which is for reads', () => {
    const headers = { 'if-modified-since': 'Sat, 29 Oct 1994 19:43:31 GMT' };
    expect(readCondition({ headers }, ONE)).toEqual({});
  });
});
