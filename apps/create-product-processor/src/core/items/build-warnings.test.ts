import { describe, expect, it } from 'vitest';
import { buildWarnings } from './build-warnings.ts';
import { checkItems } from './check-items.ts';

const warningsOf = (...values: object[]) =>
  buildWarnings(
    checkItems(values.map((value, index) => ({ index, pointer: '', line: index + 1, value, faults: [] }))),
  );

describe('buildWarnings', () => {
  it('warns of a put or a patch that sets the price to 0, in the order of the items', () => {
    const free = { code: 'PRICE_ZERO', pointer: '/price' };
    expect(
      warningsOf(
        { name: 'Cup', price: 0, sku: 'A' },
        { name: 'Tea', price: 0, sku: 'B' },
        { op: 'patch', sku: 'C', price: -0 },
        { name: 'Cup', price: 1, sku: 'A' },
        { op: 'patch', sku: 'D', brand: 'x' },
        { op: 'delete', sku: 'E' },
        { name: 'Free', price: 0 },
      ),
    ).toMatchObject([
      { index: 0, line: 1, code: 'DUPLICATE_SKU' },
      {
        index: 1,
        line: 2,
        ...free,
        detail: 'is 0, so the product is free; if it is not meant to be, send its price',
      },
      { index: 2, line: 3, ...free },
      { index: 6, line: 7, ...free },
    ]);
  });

  it('warns of nothing else', () => {
    expect(warningsOf({ name: 'Cup', price: 0.01 }, { name: 'Cup', price: 'x' })).toEqual([]);
  });
});
