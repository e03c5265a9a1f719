import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isExactNumber } from './exact-number.ts';

const isExact = (text: string): boolean => isExactNumber(`[${text}]`, 1, text.length + 1);

/** Reads a decimal as an integer of the smallest unit that any number of these tests has. */
function toSmallestUnits(text: string): bigint {
  const [mantissa = '', exponent = '0'] = text.toLowerCase().split('e');
  const [integer = '', fraction = ''] = mantissa.split('.');
  return BigInt(integer + fraction) * 10n ** BigInt(Number(exponent) - fraction.length + 1000);
}

/** Compares what was sent and what is read back in exact arithmetic. */
function isReadBack(text: string): boolean {
  const readBack = JSON.stringify(JSON.parse(text));
  return readBack !== 'null' && toSmallestUnits(readBack) === toSmallestUnits(text);
}

describe('isExactNumber', () => {
  it.each([
    '0',
    '-0',
    '-0.0',
    '0e999999999',
    '0.1',
    '1.10',
    '19.90',
    '1e3',
    '1E+3',
    '-1.5e-7',
    '100000000000000000000',
    '1000000000000000000000000',
    '9007199254740991',
    '9007199254740992',
    '9007199254740994',
    '0.30000000000000004',
    '1.7976931348623157e308',
    '1e308',
    '2.2250738585072014e-308',
    '1e-310',
    '5e-324',
    '1.5e-323',
    `1${'0'.repeat(300)}`,
    `0.${'0'.repeat(300)}1`,
    `1.${'0'.repeat(1000)}`,
    `0.${'0'.repeat(1000)}1e1001`,
  ])('finds that %s is kept', (text) => {
    expect(isReadBack(text.replace('999999999', '99'))).toBe(true);
    expect(isExact(text)).toBe(true);
  });

  it.each([
    '12345678901234567890',
    '9007199254740993',
    '-9007199254740993',
    '0.1000000000000000055511151231257827',
    '1.00000000000000001',
    '1e400',
    '-1e400',
    '1e309',
    '1.7976931348623159e308',
    '1e-400',
    '1e-324',
    '2e-324',
    '3e-324',
    '4.9e-324',
    '1.23e-323',
    `1${'0'.repeat(309)}`,
    '1e999999999',
    '1e-999999999',
    `1e${'9'.repeat(1000)}`,
    `1e-${'9'.repeat(1000)}`,
  ])('finds that %s is not', (text) => {
    expect(isExact(text)).toBe(false);
  });

  it('agrees with exact arithmetic', () => {
    const digits = fc.oneof(
      fc.bigInt({ min: 0n, max: 10n ** 21n }),
      fc.bigInt({ min: 2n ** 53n - 1000n, max: 2n ** 53n + 1000n }),
      fc.bigInt({ min: 0n, max: 999n }),
    );
    const exponent = fc.oneof(
      fc.integer({ min: -350, max: 330 }),
      fc.integer({ min: -340, max: -300 }),
      fc.integer({ min: 285, max: 312 }),
      fc.constant(0),
    );
    const decimal = fc
      .tuple(digits, fc.nat(25), exponent, fc.boolean(), fc.nat(5))
      .map(([integer, decimals, power, isNegative, zeros]) => {
        const all = String(integer).padStart(decimals + 1, '0');
        const at = all.length - decimals;
        const fraction = all.slice(at) + '0'.repeat(zeros);
        const point = fraction === '' ? '' : `.${fraction}`;
        return `${isNegative ? '-' : ''}${all.slice(0, at).replace(/^0+(?=.)/, '')}${point}${power === 0 ? '' : `e${power}`}`;
      });

    fc.assert(
      fc.property(decimal, (text) => {
        expect(isExact(text)).toBe(isReadBack(text));
      }),
      { numRuns: 5000 },
    );
  });

  it('keeps every double, as JSON writes it and with a digit changed that matters', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const text = JSON.stringify(value);
        expect(isExact(text)).toBe(true);
        const longer = value.toExponential(20);
        expect(isExact(longer)).toBe(isReadBack(longer));
      }),
      { numRuns: 2000 },
    );
  });
});
