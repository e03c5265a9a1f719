import type { ImportMapping } from '@async-catalog/product-schema';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isExactNumber } from './is-exact-number.ts';
import { createReadLine } from './read-line.ts';

const read = (text: string, mapping: ImportMapping = {}) => createReadLine(mapping)({ cells: [text] });
const errorsIn = (text: string) => read(text).errors.map(({ pointer, code }) => [pointer, code]);

describe('createReadLine', () => {
  it('takes a line as it is, as a merge unless it says more', () => {
    expect(read('{"sku":"A","price":1.10,"attributes":{"a":[1,true]}}')).toEqual({
      value: { sku: 'A', price: 1.1, attributes: { a: [1, true] }, op: 'merge' },
      errors: [],
    });
    expect(read('{"sku":"A"}', { op: 'patch' }).value).toEqual({ sku: 'A', op: 'patch' });
    expect(read('{"sku":"A","op":"delete"}', { op: 'patch', defaults: { currency: 'EUR' } }).value).toEqual({
      sku: 'A',
      op: 'delete',
    });
  });

  it('fills in defaults', () => {
    const mapping = { defaults: { currency: 'EUR', tags: 'a,b', 'attributes.x': '1' } };
    expect(read('{"sku":"A","tags":[],"attributes":{"y":2}}', mapping).value).toEqual({
      op: 'merge',
      sku: 'A',
      currency: 'EUR',
      tags: [],
      attributes: { x: 1, y: 2 },
    });
  });

  it('renames, joins lists, and leaves out what is not named', () => {
    const mapping = { columns: { code: 'sku', tags: 'tags', labels: 'tags', size: 'attributes.size' } };
    expect(read('{"code":"A","tags":["a"],"labels":["b"],"size":3,"more":1}', mapping).value).toEqual({
      op: 'merge',
      sku: 'A',
      tags: ['a', 'b'],
      attributes: { size: 3 },
    });
  });

  it('leaves values of wrong types to be refused', () => {
    const mapping = { columns: { a: 'tags', b: 'tags', attributes: 'attributes', c: 'attributes.c' } };
    expect(read('{"a":["x"],"b":"y","attributes":"z","c":1}', mapping).value).toEqual({
      op: 'merge',
      tags: 'y',
      attributes: 'z',
    });
    expect(read('{"attributes":"z"}', { defaults: { 'attributes.a': '1' } }).value).toEqual({
      op: 'merge',
      attributes: 'z',
    });
  });

  it.each([
    ['what is no JSON', '{"sku":"A",}', [['', 'INVALID_JSON']]],
    ['a comment', '{"sku":"A"} // x', [['', 'INVALID_JSON']]],
    ['a line of deep arrays', '['.repeat(100_000), [['', 'INVALID_JSON']]],
    [
      'a line of wide arrays',
      `{"sku":"A","a":[${'0,'.repeat(400_000)}[${'['.repeat(9)}${']'.repeat(9)}]]}`,
      [['', 'INVALID_JSON']],
    ],
    ['a line of deep objects', `${'{"a":'.repeat(100)}1${'}'.repeat(100)}`, [['', 'INVALID_JSON']]],
    ['an array', '[{"sku":"A"}]', [['', 'WRONG_TYPE']]],
    ['null', 'null', [['', 'WRONG_TYPE']]],
    ['a name that comes twice', '{"sku":"A","sku":"B"}', [['/sku', 'DUPLICATE_FIELD']]],
    [
      'one that comes twice further in',
      '{"attributes":{"a/b":1,"a/b":1}}',
      [['/attributes/a~1b', 'DUPLICATE_FIELD']],
    ],
    ['one that is escaped', '{"sku":"A","s\\u006bu":"A"}', [['/sku', 'DUPLICATE_FIELD']]],
    ['a reserved name', '{"attributes":{"__proto__":1}}', [['/attributes/__proto__', 'RESERVED_NAME']]],
    ['an escaped reserved name', '{"\\u005f_proto__":1}', [['/__proto__', 'RESERVED_NAME']]],
    [
      'the prototype of a constructor',
      '{"constructor":{"prototype":1}}',
      [['/constructor/prototype', 'RESERVED_NAME']],
    ],
    [
      'a number that a double does not hold',
      '{"attributes":{"a":9007199254740993}}',
      [['/attributes/a', 'NUMBER_NOT_EXACT']],
    ],
    ['one that is infinite', '{"price":1e999}', [['/price', 'NUMBER_NOT_EXACT']]],
  ])('refuses %s', (_, text, errors) => {
    expect(errorsIn(text)).toEqual(errors);
  });

  it('says where a line is no JSON', () => {
    expect(read('{"sku":"A",}').errors[0]?.detail).toContain('at character 12');
  });

  it('keeps what names the product of a line that is refused', () => {
    expect(read('{"sku":"A","name":"Mug","price":1,"price":2}').value).toEqual({ sku: 'A', name: 'Mug' });
  });

  it('gives any JSON object back as it was', () => {
    const object = fc
      .dictionary(
        fc.string().filter((name) => !['op', 'constructor'].includes(name)),
        fc.jsonValue({ maxDepth: 3 }),
      )
      // Reserved at any depth.
      .filter((content) => !JSON.stringify(content).includes('"__proto__":'));
    fc.assert(
      fc.property(object, fc.constantFrom(0, 1), (content, space) => {
        const text = JSON.stringify(content, undefined, space);
        expect(read(text)).toEqual({ value: { ...JSON.parse(text), op: 'merge' }, errors: [] });
      }),
    );
  });
});

describe('isExactNumber', () => {
  it.each([
    '0',
    '-0',
    '0.0',
    '1.10',
    '1e3',
    '100000000000000000000',
    '0.1',
    '1.7976931348623157e308',
    '5e-324',
  ])('takes %s', (text) => {
    expect(isExactNumber(text)).toBe(true);
  });

  it.each(['9007199254740993', '0.1000000000000000001', '1e309', '1e-400', '1.79769313486231571e308'])(
    'does not take %s',
    (text) => {
      expect(isExactNumber(text)).toBe(false);
    },
  );

  it('reads the longest number in a time that grows with its length', () => {
    expect(isExactNumber(`0.1${'0'.repeat(1_000_000)}1`)).toBe(false);
    expect(isExactNumber(`0.1${'0'.repeat(1_000_000)}`)).toBe(true);
  });

  it('takes every number as it is written by a double', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(isExactNumber(JSON.stringify(value))).toBe(true);
      }),
    );
  });
});
