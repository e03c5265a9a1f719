import { MAX_BATCH_ITEMS } from '@async-catalog/product-schema';
import { describe, expect, it } from 'vitest';
import { problem } from '../../testing/problem.ts';
import { checkJson } from './check-json.ts';
import { readBatch } from './read-batch.ts';

function read(body: unknown) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const { parsable, flaws } = checkJson(text);
  return readBatch({ text: parsable, flaws }, JSON.parse(parsable));
}

describe('readBatch', () => {
  it('gives each item its index, and its pointer in the request', () => {
    const { items, pointerTo } = read({ items: [{ name: 'A' }, 7] });

    expect(items).toEqual([
      { index: 0, value: { name: 'A' }, faults: [] },
      { index: 1, value: 7, faults: [] },
    ]);
    expect(pointerTo(1)).toBe('/items/1');
  });

  it('leaves a reserved name in an item with that item', () => {
    const { items } = read(
      String.raw`{"items":[{"a":1},{"attributes":{"__proto__":"v"}},{"constructor":{"prototype":1}},{"\u005f_proto__":1}]}`,
    );

    expect(items.map(({ faults }) => faults.map(({ pointer, code }) => `${pointer} ${code}`))).toEqual([
      [],
      ['/attributes/__proto__ RESERVED_NAME'],
      ['/constructor/prototype RESERVED_NAME'],
      ['/__proto__ RESERVED_NAME'],
    ]);
  });

  it('leaves what is given twice in an item with that item', () => {
    const { items } = read('{"items":[{"a":1},{"b":1,"b":2,"c":{"d":1,"d":2}}]}');

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
    ['{"items":[{}],"__proto__":{}}', '/__proto__', 'RESERVED_NAME'],
    ['{"items":{"__proto__":{}}}', '/items/__proto__', 'RESERVED_NAME'],
  ])('refuses %s with what is wrong with it', (text, pointer, code) => {
    expect(() => read(text)).toThrow(
      problem('INVALID_REQUEST', { errors: [expect.objectContaining({ pointer, code })] }),
    );
  });

  it('takes as many items as the limit, and no more', () => {
    const items = Array.from({ length: MAX_BATCH_ITEMS }, () => ({}));

    expect(read({ items }).items).toHaveLength(MAX_BATCH_ITEMS);
    expect(() => read({ items: [...items, {}] })).toThrow(problem('PAYLOAD_TOO_LARGE'));
  });
});
