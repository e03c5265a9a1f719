import { describe, expect, it } from 'vitest';
import { readPriceChange } from './price-changes.ts';

const row = { line: 2, sku: 'A', price: 3, currency: 'EUR', priceBefore: 2, currencyBefore: 'EUR' };
const read = (change: object) => readPriceChange(JSON.stringify({ ...row, ...change }));

describe('readPriceChange', () => {
  it('reads a price that changes, in its currency where the report names no other', () => {
    expect(read({})).toEqual(row);
    expect(read({ currencyBefore: undefined })).toEqual(row);
    expect(read({ priceBefore: 3, currencyBefore: 'USD' })).toMatchObject({ currencyBefore: 'USD' });
  });

  it.each([
    ['stays', { priceBefore: 3 }],
    ['is the first', { priceBefore: undefined }],
    ['is not said', { price: undefined }],
  ])('reads nothing where the price %s', (_, change) => {
    expect(read(change)).toBeUndefined();
  });
});
