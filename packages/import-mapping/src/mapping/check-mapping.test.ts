import type { ImportMapping } from '@async-catalog/product-schema';
import { describe, expect, it } from 'vitest';
import { checkFields, checkMapping } from './check-mapping.ts';

const columns = ['SKU', 'Title', 'Price', 'Colour'];
const check = (mapping: ImportMapping) =>
  checkMapping(mapping, columns).map(({ pointer, code, detail }) => [pointer, code, detail]);

const has = (text: string): unknown => expect.stringContaining(text);

describe('checkMapping', () => {
  it('takes a mapping of every kind of field', () => {
    expect(
      check({
        columns: { SKU: 'sku', Title: 'name', Price: 'price', Colour: 'attributes.colour' },
        defaults: { currency: 'EUR', tags: 'a,b', 'attributes.origin': 'here' },
        decimal: ',',
        op: 'put',
      }),
    ).toEqual([]);
  });

  it.each<[string, ImportMapping, unknown[][]]>([
    [
      'a column that is not there',
      { columns: { Skuu: 'sku' } },
      [['/mapping/columns/Skuu', 'UNKNOWN_FIELD', has('did you mean "SKU"?')]],
    ],
    [
      'one that is like none',
      { columns: { SKU: 'sku', Weight: 'attributes.w' } },
      [['/mapping/columns/Weight', 'UNKNOWN_FIELD', has('"SKU", "Title"')]],
    ],
    [
      'a field that is none',
      { columns: { SKU: 'sku', Price: 'prize' } },
      [['/mapping/columns/Price', 'UNKNOWN_FIELD', has('did you mean "price"?')]],
    ],
    [
      'one that is like none',
      { columns: { SKU: 'sku', Price: 'zzzzzzzzz' } },
      [['/mapping/columns/Price', 'UNKNOWN_FIELD', has('"attributes.NAME"')]],
    ],
    [
      'all attributes in a column',
      { columns: { SKU: 'sku', Price: 'attributes' } },
      [['/mapping/columns/Price', 'UNKNOWN_FIELD', has('attributes.NAME')]],
    ],
    [
      'an attribute without a name',
      { columns: { SKU: 'sku', Price: 'attributes.' } },
      [['/mapping/columns/Price', 'TOO_SHORT', has('names no attribute')]],
    ],
    [
      'a reserved name',
      { columns: { SKU: 'sku', Price: 'attributes.__proto__' } },
      [['/mapping/columns/Price', 'RESERVED_NAME', has('reserved')]],
    ],
    [
      'two columns for a field',
      { columns: { SKU: 'sku', Title: 'sku' } },
      [['/mapping/columns/Title', 'DUPLICATE_FIELD', has('as "SKU" does')]],
    ],
    [
      'two columns for an attribute',
      { columns: { SKU: 'sku', Title: 'attributes.a', Price: 'attributes.a' } },
      [['/mapping/columns/Price', 'DUPLICATE_FIELD', has('as "Title" does')]],
    ],
    [
      'a default that is no field',
      { columns: { SKU: 'sku' }, defaults: { curency: 'EUR' } },
      [['/mapping/defaults/curency', 'UNKNOWN_FIELD', has('"currency"')]],
    ],
    [
      'a default price that is none',
      { columns: { SKU: 'sku' }, defaults: { price: 'x' } },
      [['/mapping/defaults/price', 'WRONG_TYPE', has('"x"')]],
    ],
    [
      'a default operation',
      { columns: { SKU: 'sku' }, defaults: { op: 'put' } },
      [['/mapping/defaults/op', 'UNKNOWN_FIELD', has('send "op"')]],
    ],
    [
      'a put without name and price',
      { columns: { SKU: 'sku' }, op: 'put' },
      [
        ['/mapping/columns', 'REQUIRED', has('"name"')],
        ['/mapping/columns', 'REQUIRED', has('"price"')],
      ],
    ],
    [
      'a patch that names no product',
      { columns: { Price: 'price' }, op: 'patch' },
      [['/mapping/columns', 'REQUIRED', has('"sku"')]],
    ],
    [
      'a delete that names no product',
      { columns: { Title: 'name' }, op: 'delete' },
      [['/mapping/columns', 'REQUIRED', has('"sku"')]],
    ],
    [
      'new products without a price',
      { columns: { Title: 'name' } },
      [['/mapping/columns', 'REQUIRED', has('without a SKU')]],
    ],
    [
      'no column at all',
      { columns: {} },
      [
        ['/mapping/columns', 'REQUIRED', has('"name"')],
        ['/mapping/columns', 'REQUIRED', has('"price"')],
      ],
    ],
  ])('refuses %s', (_, mapping, errors) => {
    expect(check(mapping)).toEqual(errors);
  });

  it.each<[string, ImportMapping]>([
    ['a few fields of products that have a SKU', { columns: { SKU: 'sku', Price: 'price' } }],
    ['a delete by id', { columns: { SKU: 'id' }, op: 'delete' }],
    ['new products without a SKU', { columns: { Title: 'name', Price: 'price' } }],
    ['several columns of tags', { columns: { SKU: 'sku', Title: 'tags', Colour: 'tags' } }],
    ['an operation for each row', { columns: { SKU: 'sku', Title: 'op' }, op: 'put' }],
    ['a price that every row has', { columns: { Title: 'name' }, defaults: { price: '1' }, op: 'put' }],
  ])('takes %s', (_, mapping) => {
    expect(check(mapping)).toEqual([]);
  });

  it('takes names of NDJSON that the first lines do not have', () => {
    expect(checkMapping({ columns: { later: 'name', all: 'attributes' } }, ['sku'], 'ndjson')).toEqual([]);
    expect(checkMapping({ columns: { later: 'nam' } }, ['sku'], 'ndjson')).toHaveLength(1);
  });
});

describe('checkFields', () => {
  it('names fields that no file has, and leaves columns and what rows need to the file', () => {
    expect(
      checkFields({ columns: { A: 'nmae', B: 'sku', C: 'sku' }, defaults: { price: 'cheap' }, op: 'put' }),
    ).toMatchObject([
      { pointer: '/mapping/columns/A', code: 'UNKNOWN_FIELD' },
      { pointer: '/mapping/columns/C', code: 'DUPLICATE_FIELD' },
      { pointer: '/mapping/defaults/price', code: 'WRONG_TYPE' },
    ]);
    expect(checkFields({ columns: { A: 'name' }, op: 'put', layout: 'shopify' })).toEqual([]);
  });

  it('takes all attributes in one field unless the file is a CSV', () => {
    expect(checkFields({ columns: { A: 'attributes' } })).toEqual([]);
    expect(checkFields({ columns: { A: 'attributes' } }, 'csv')).toMatchObject([
      { pointer: '/mapping/columns/A', code: 'UNKNOWN_FIELD' },
    ]);
  });
});
