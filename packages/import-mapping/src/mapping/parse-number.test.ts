import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isExactNumber } from '../ndjson/is-exact-number.ts';
import { parseNumber } from './parse-number.ts';

describe('parseNumber', () => {
  it.each([
    ['12', undefined, 12],
    ['12.50', undefined, 12.5],
    ['.5', undefined, 0.5],
    ['-3', undefined, -3],
    ['007', undefined, 7],
    ['1,234.50', undefined, 1234.5],
    ['1,234,567', undefined, 1_234_567],
    ['1 234.5', undefined, 1234.5],
    ["1'234.50", undefined, 1234.5],
    ['1,234', '.', 1234],
    ['12,50', ',', 12.5],
    ['1.234', ',', 1234],
    ['1.234,50', ',', 1234.5],
    ['1\u202f234,50', ',', 1234.5],
    ['123456789012345', undefined, 123_456_789_012_345],
    ['0.000000000000001', undefined, 1e-15],
  ] as const)('reads %j with the mark %j', (text, decimal, number) => {
    expect(parseNumber(text, decimal)).toEqual({ number });
  });

  it.each([
    ['12,50', undefined, 'ambiguous'],
    ['1,234', undefined, 'ambiguous'],
    ['1.234,50', undefined, 'ambiguous'],
    ['12,50', '.', 'not-a-number'],
    ['12.50', ',', 'not-a-number'],
    ['1,23,456', '.', 'not-a-number'],
    ['1,2345', '.', 'not-a-number'],
    ['1 23', undefined, 'not-a-number'],
    ['1.234.567', undefined, 'not-a-number'],
    ['1,234 567', '.', 'not-a-number'],
    ['', undefined, 'not-a-number'],
    ['-', undefined, 'not-a-number'],
    ['.', undefined, 'not-a-number'],
    ['5.', undefined, 'not-a-number'],
    ['1e3', undefined, 'not-a-number'],
    ['0x10', undefined, 'not-a-number'],
    ['Infinity', undefined, 'not-a-number'],
    ['€ 5', undefined, 'not-a-number'],
    ['5 EUR', undefined, 'not-a-number'],
    ['１２', undefined, 'not-a-number'],
    ['1234567890123456', undefined, 'not-exact'],
    ['1.000000000000001', undefined, 'not-exact'],
  ] as const)('does not read %j with the mark %j', (text, decimal, problem) => {
    expect(parseNumber(text, decimal)).toEqual({ problem });
  });

  it('reads back any number, however its thousands are written', () => {
    const written = fc.record({
      whole: fc.nat(99_999_999),
      cents: fc.integer({ min: 0, max: 99 }),
      format: fc.constantFrom(
        { decimal: '.', group: ',' },
        { decimal: '.', group: ' ' },
        { decimal: '.', group: '' },
        { decimal: ',', group: '.' },
        { decimal: ',', group: '\u00a0' },
        { decimal: ',', group: '' },
      ),
    });
    fc.assert(
      fc.property(written, ({ whole, cents, format: { decimal, group } }) => {
        const digits = String(whole).replaceAll(/\B(?=(?:\d{3})+$)/g, group);
        const text = `${digits}${decimal}${String(cents).padStart(2, '0')}`;
        expect(parseNumber(text, decimal as '.')).toEqual({
          number: Number(`${whole}.${String(cents).padStart(2, '0')}`),
        });
      }),
    );
  });

  it('gives no number that loses a digit', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^-?\d{1,20}(\.\d{1,20})?$/), (text) => {
        expect('problem' in parseNumber(text, '.') || isExactNumber(text)).toBe(true);
      }),
    );
  });
});
