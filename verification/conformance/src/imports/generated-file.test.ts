import { expect, it } from 'vitest';
import { expectedPrices, isRefused, partsOf, sizeOf } from './generated-file.ts';

const FILE = { rows: 25, products: 10, refusedEvery: 5 };

it('generates the same file in parts of any size', () => {
  const whole = Buffer.concat([...partsOf(FILE, 1e6)]).toString();

  expect(whole.split('\n')).toHaveLength(27);
  expect(sizeOf(FILE)).toBe(whole.length);
  for (const size of [1, 50, 64, 1000]) {
    const parts = [...partsOf(FILE, size)];
    expect(Buffer.concat(parts).toString()).toBe(whole);
    expect(new Set(parts.slice(0, -1).map((part) => part.length))).toEqual(
      new Set(parts.length > 1 ? [size] : []),
    );
  }
});

it('knows the last price of each product that has a row that is not refused', () => {
  const prices = expectedPrices(FILE);

  expect(prices.get('P-3')).toBe(23);
  expect(isRefused(FILE, 24)).toBe(true);
  expect(prices.has('P-4')).toBe(false);
  expect(prices.size).toBe(8);
});
