import { MAX_BATCH_ITEMS } from '@async-catalog/http-contract';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { problem } from '../../testing/problem.ts';
import { readLines } from './read-lines.ts';

describe('readLines', () => {
  it('reads an item a line, whatever ends the line, and leaves empty lines out of the count of items', () => {
    const items = readLines('{"a":1}\n\n  \r\n{"a":2}\r\n[3]');

    expect(items).toEqual([
      { index: 0, pointer: '/0', line: 1, value: { a: 1 }, faults: [] },
      { index: 1, pointer: '/1', line: 4, value: { a: 2 }, faults: [] },
      { index: 2, pointer: '/2', line: 5, value: [3], faults: [] },
    ]);
  });

  it('faults the lines that are not JSON, or give a name twice, and no other', () => {
    const items = readLines('{"a":\n{"a":1}\n{"a":1,"a":2}\n{"__proto__":1}');

    expect(items.map(({ faults }) => faults)).toMatchObject([
      [{ pointer: '', code: 'INVALID_JSON', detail: 'line 1, column 6: value expected' }],
      [],
      [{ pointer: '/a', code: 'DUPLICATE_FIELD' }],
      [{ pointer: '/__proto__', code: 'RESERVED_NAME' }],
    ]);
  });

  it.each([
    ['{"a":\r\n{"b":\r\n', ['line 1, column 6', 'line 2, column 6']],
    ['{"a":1,\r\r"b":}\r\n{"c"', ['line 1, column 14', 'line 2, column 5']],
  ])('counts the lines and columns of %j by line feeds alone', (text, places) => {
    const items = readLines(text);

    expect(items.map(({ faults }) => faults[0]?.detail.split(':')[0])).toEqual(places);
  });

  it.each(['', '\n', ' \r\n\n'])('refuses %j, which holds no item', (text) => {
    expect(() => readLines(text)).toThrow(problem('INVALID_REQUEST'));
  });

  it('takes as many items as the limit, and no more', () => {
    const text = '{}\n'.repeat(MAX_BATCH_ITEMS);

    expect(readLines(text)).toHaveLength(MAX_BATCH_ITEMS);
    expect(() => readLines(`${text}{}`)).toThrow(problem('PAYLOAD_TOO_LARGE'));
  });

  it('reads back any values, one a line', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue({ maxDepth: 3 }), { minLength: 1 }), (values) => {
        const lines = values.map((value) => JSON.stringify(value));

        const items = readLines(lines.join('\n'));

        expect(items.map(({ value }) => value)).toEqual(lines.map((line) => JSON.parse(line) as unknown));
      }),
    );
  });
});
