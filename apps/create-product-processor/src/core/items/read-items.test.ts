import * as fc from 'fast-check';
import { MAX_BATCH_ITEMS } from '@async-catalog/http-contract';
import { describe, expect, it } from 'vitest';
import { problem } from '../../testing/problem.ts';
import { checkJson } from './check-json.ts';
import { readBatch, readLines as readBytes } from './read-items.ts';

const readLines = (text: string) => readBytes(Buffer.from(text));

function readJson(body: unknown) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return readBatch(JSON.parse(text), checkJson(text));
}

describe('readBatch', () => {
  it('gives each item its index, and its pointer in the request', () => {
    const items = readJson({ items: [{ name: 'A' }, 7] });

    expect(items).toEqual([
      { index: 0, pointer: '/items/0', value: { name: 'A' }, faults: [] },
      { index: 1, pointer: '/items/1', value: 7, faults: [] },
    ]);
  });

  it('leaves what is given twice in an item with that item', () => {
    const items = readJson('{"items":[{"a":1},{"b":1,"b":2,"c":{"d":1,"d":2}}]}');

    expect(items.map(({ faults }) => faults.map(({ pointer, code }) => `${pointer} ${code}`))).toEqual([
      [],
      ['/b DUPLICATE_FIELD', '/c/d DUPLICATE_FIELD'],
    ]);
  });

  it.each([
    ['null', '', 'WRONG_TYPE'],
    ['[{"name":"A"}]', '', 'WRONG_TYPE'],
    ['"items"', '', 'WRONG_TYPE'],
    ['{}', '/items', 'REQUIRED'],
    ['{"items":{}}', '/items', 'WRONG_TYPE'],
    ['{"items":[]}', '/items', 'TOO_FEW'],
    ['{"items":[{}],"item":1}', '/item', 'UNKNOWN_FIELD'],
    ['{"items":[{}],"items":[{}]}', '/items', 'DUPLICATE_FIELD'],
  ])('refuses %s with what is wrong with it', (text, pointer, code) => {
    expect(() => readJson(text)).toThrow(
      problem('INVALID_REQUEST', { errors: [expect.objectContaining({ pointer, code })] }),
    );
  });

  it('takes as many items as the limit, and no more', () => {
    const items = Array.from({ length: MAX_BATCH_ITEMS }, () => ({}));

    expect(readJson({ items })).toHaveLength(MAX_BATCH_ITEMS);
    expect(() => readJson({ items: [...items, {}] })).toThrow(problem('PAYLOAD_TOO_LARGE'));
  });
});

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
      [{ pointer: '', code: 'INVALID_JSON', detail: 'column 6: value expected' }],
      [],
      [{ pointer: '/a', code: 'DUPLICATE_FIELD' }],
      [{ pointer: '/__proto__', code: 'RESERVED_NAME' }],
    ]);
  });

  it.each([
    ['{"a":\r\n{"b":\r\n', ['1, column 6', '2, column 6']],
    ['{"a":1,\r\r"b":}\r\n{"c"', ['1, column 14', '2, column 5']],
    ['\n\r\n \t\n{"a"', ['4, column 5']],
    ['\uFEFF\n{"a"', ['2, column 5']],
  ])('counts the lines and columns of %j by line feeds alone', (text, places) => {
    const items = readLines(text);

    expect(items.map(({ line, faults }) => `${line}, ${faults[0]?.detail.split(':')[0]}`)).toEqual(places);
  });

  it.each(['{"a":1}{"a":2}', '{"a":1}\r{"a":2}', '{"a":1} {"a":2}\n'])(
    'finds that %j has several products on a line',
    (text) => {
      expect(readLines(text)).toMatchObject([
        {
          line: 1,
          faults: [{ code: 'INVALID_JSON', detail: expect.stringContaining('--data-binary') as string }],
        },
      ]);
    },
  );

  it('ignores a byte order mark at the start of any line', () => {
    const items = readLines('\uFEFF{"a":1}\r\n\uFEFF{"a":2}\n{"a":"\uFEFF"}\n \uFEFF{}');

    expect(items.map(({ value }) => value)).toMatchObject([
      { a: 1 },
      { a: 2 },
      { a: '\uFEFF' },
      expect.any(String),
    ]);
    expect(items.map(({ faults }) => faults.length)).toEqual([0, 0, 0, 1]);
  });

  it('faults only the line that is not UTF-8', () => {
    const lines = Array.from({ length: 1000 }, (_, n) => Buffer.from(`{"name":"Café ${n}"}\n`));
    lines[699] = Buffer.from('{"name":"Café"}\n', 'latin1');

    const items = readBytes(Buffer.concat(lines));

    expect(items).toHaveLength(1000);
    expect(items.filter(({ faults }) => faults.length > 0)).toMatchObject([
      {
        index: 699,
        line: 700,
        faults: [{ pointer: '', code: 'INVALID_JSON', detail: 'column 13: is not UTF-8; send UTF-8' }],
      },
    ]);
  });

  it('tells lines apart that are not UTF-8', () => {
    const [one, other] = readBytes(Buffer.from('{"a":"\xe8"}\n{"a":"\xe9"}', 'latin1'));

    expect(one?.value).not.toEqual(other?.value);
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
