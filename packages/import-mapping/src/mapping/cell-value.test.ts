import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCell } from './cell-value.ts';

const valueOf = (field: string, text: string, mapping = {}) => parseCell(field, text, mapping);

describe('parseCell', () => {
  it.each(['007', '12', '1e3', 'true', '4006381333931'])('keeps the SKU %s a text', (text) => {
    expect(valueOf('sku', text)).toEqual({ value: text });
  });

  it.each([
    ['12', 12],
    ['0', 0],
    ['-1.5', -1.5],
    ['0.25', 0.25],
    ['true', true],
    ['FALSE', false],
    ['007', '007'],
    ['1.50', '1.50'],
    ['1.', '1.'],
    ['.5', '.5'],
    ['+1', '+1'],
    ['-0', '-0'],
    ['1e3', '1e3'],
    ['1,5', '1,5'],
    ['0x10', '0x10'],
    ['True', 'True'],
    ['yes', 'yes'],
    ['NaN', 'NaN'],
    ['-Infinity', '-Infinity'],
    ['123456789012345', 123_456_789_012_345],
    ['1234567890123456', '1234567890123456'],
    ['12 cm', '12 cm'],
  ])('reads the attribute %s', (text, value) => {
    expect(valueOf('attributes.size', text)).toEqual({ value });
  });

  it('loses no character of an attribute', () => {
    const text = fc.oneof(
      fc.string(),
      fc.double().map(String),
      fc.stringMatching(/^-?0?\d{1,18}(\.\d{1,4})?$/),
    );
    fc.assert(
      fc.property(text, (cell) => {
        const parsed = valueOf('attributes.size', cell) as { value: unknown };
        expect(typeof parsed.value === 'boolean' ? cell.toLowerCase() : cell).toBe(String(parsed.value));
      }),
    );
  });

  it.each([
    ['tags', 'a, b,,c ', {}, ['a', 'b', 'c']],
    ['tags', 'a; b, c', { separator: ';' }, ['a', 'b, c']],
    ['images', 'https://x.example/a,b.jpg', {}, ['https://x.example/a,b.jpg']],
    [
      'images',
      'https://x.example/1,https://x.example/2 ; http://x.example/3',
      {},
      ['https://x.example/1', 'https://x.example/2', 'http://x.example/3'],
    ],
    [
      'images',
      'https://x.example/1\nhttps://x.example/2',
      {},
      ['https://x.example/1', 'https://x.example/2'],
    ],
    ['images', 'a.jpg|b.jpg', { separator: '|' }, ['a.jpg', 'b.jpg']],
  ])('splits %s in %j', (field, text, mapping, value) => {
    expect(valueOf(field, text, mapping)).toEqual({ value });
  });

  it('splits the largest cell in a time that grows with its length', () => {
    const blanks = ' '.repeat(1_000_000);
    expect(valueOf('images', `https://x.example/1${blanks}x, https://x.example/2`)).toEqual({
      value: [`https://x.example/1${blanks}x`, 'https://x.example/2'],
    });
  });

  it.each([
    ['op', 'DELETE', 'delete'],
    ['ifVersion', '3', 3],
    ['ifVersion', 'three', 'three'],
    ['name', '12', '12'],
  ])('reads %s from %s', (field, text, value) => {
    expect(valueOf(field, text)).toEqual({ value });
  });
});
