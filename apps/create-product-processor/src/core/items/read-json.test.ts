import { MAX_BATCH_ITEMS } from '@async-catalog/http-contract';
import { describe, expect, it } from 'vitest';
import { problem } from '../../testing/problem.ts';
import { checkJson } from './check-json.ts';
import { readBatch } from './read-json.ts';

function read(body: unknown) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return readBatch(JSON.parse(text), checkJson(text));
}

describe('readBatch', () => {
  it('gives each item its index, and its pointer in the request', () => {
    const items = read({ items: [{ name: 'A' }, 7] });

    expect(items).toEqual([
      { index: 0, pointer: '/items/0', value: { name: 'A' }, faults: [] },
      { index: 1, pointer: '/items/1', value: 7, faults: [] },
    ]);
  });

  it('leaves what is given twice in an item with that item', () => {
    const items = read('{"items":[{"a":1},{"b":1,"b":2,"c":{"d":1,"d":2}}]}');

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
    expect(() => read(text)).toThrow(
      problem('INVALID_REQUEST', { errors: [expect.objectContaining({ pointer, code })] }),
    );
  });

  it('takes as many items as the limit, and no more', () => {
    const items = Array.from({ length: MAX_BATCH_ITEMS }, () => ({}));

    expect(read({ items })).toHaveLength(MAX_BATCH_ITEMS);
    expect(() => read({ items: [...items, {}] })).toThrow(problem('PAYLOAD_TOO_LARGE'));
  });
});
