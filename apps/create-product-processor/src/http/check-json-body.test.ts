import { describe, expect, it } from 'vitest';
import { problem } from '../testing/problem.ts';
import { checkJsonBody } from './check-json-body.ts';

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

  it('says where the JSON is malformed', () => {
    expect(() => checkJsonBody('{"__proto__":1,\n]')).toThrow(
      problem('MALFORMED_JSON', {
        message: 'At line 2, column 1: property name expected.',
        errors: [{ pointer: '', code: 'INVALID_JSON', detail: 'line 2, column 1: property name expected' }],
      }),
    );
  });
});
