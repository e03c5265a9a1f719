import { expect, it } from 'vitest';
import { itemBytes } from './item-bytes.ts';

it('counts names and values', () => {
  expect(itemBytes({ id: { S: 'äb' } })).toBe(2 + 3);
  expect(itemBytes({ n: { N: '12.34' } })).toBe(1 + 3);
});

it('counts three bytes of a list or map, and one of each element', () => {
  expect(itemBytes({ l: { L: [{ S: 'ab' }, { S: 'c' }] } })).toBe(1 + 3 + 3 + 2);
  expect(itemBytes({ m: { M: { a: { S: 'b' } } } })).toBe(1 + 3 + 1 + 2);
});
