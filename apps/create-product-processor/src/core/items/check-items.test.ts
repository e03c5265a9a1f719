import { MAX_FIELD_ERRORS, type FieldError } from '@async-catalog/product-schema';
import { describe, expect, it } from 'vitest';
import { aProduct } from '../../testing/product.ts';
import type { SubmittedItem } from '../intake-command.ts';
import { checkItems } from './check-items.ts';

const anItem = (fields: Partial<SubmittedItem> = {}): SubmittedItem => ({
  index: 0,
  pointer: '',
  value: aProduct(),
  faults: [],
  ...fields,
});

const FAULT: FieldError = { pointer: '/name', code: 'DUPLICATE_FIELD', detail: 'twice' };

/** A value with as many errors as one item can list. */
const HOPELESS = Object.fromEntries(Array.from({ length: 50 }, (_, number) => [`field${number}`, 1]));

/** Counts the errors that each of so many items lists. */
function errorsOfEach(count: number): Set<number> {
  const items = Array.from({ length: count }, (_, index) => anItem({ index, value: HOPELESS }));
  return new Set(checkItems(items).rejected.map(({ errors }) => errors.length));
}

describe('checkItems', () => {
  it('separates good products, normalized, from rejected items, with reasons', () => {
    const { products, rejected } = checkItems([
      anItem({ index: 0, value: { name: ' Tea ', price: 1 } }),
      anItem({ index: 1, value: { name: 'Tea', price: -1, sku: 'TEA-1' } }),
    ]);

    expect(products).toEqual(new Map([[0, { name: 'Tea', price: 1, currency: 'USD' }]]));
    expect(rejected).toMatchObject([
      { index: 1, sku: 'TEA-1', errors: [{ pointer: '/price', code: 'TOO_SMALL' }] },
    ]);
  });

  it('rejects a good product in faulty JSON', () => {
    expect(checkItems([anItem({ faults: [FAULT] })])).toEqual({
      products: new Map(),
      rejected: [{ index: 0, sku: 'TEA-1', errors: [FAULT] }],
    });
  });

  it('names the line once, where items have lines', () => {
    const { rejected } = checkItems([
      anItem({ line: 3, value: { name: 'Tea' } }),
      anItem({
        line: 4,
        value: '{',
        faults: [{ pointer: '', code: 'INVALID_JSON', detail: 'line 4, column 2: …' }],
      }),
    ]);

    expect(rejected.map(({ errors }) => errors[0]?.detail)).toEqual([
      'line 3: is missing; send a finite number',
      'line 4, column 2: …',
    ]);
  });

  it.each([{ sku: 42 }, { sku: 'x'.repeat(65) }, {}, null])('names no SKU of %j', (value) => {
    expect(checkItems([anItem({ value })]).rejected[0]).not.toHaveProperty('sku');
  });

  it('lists all errors of a few items, fewer of each of many, at least one', () => {
    expect(errorsOfEach(150)).toEqual(new Set([MAX_FIELD_ERRORS]));
    expect(errorsOfEach(1000)).toEqual(new Set([3]));
  });

  it('points at the object that holds a field with a very long name', () => {
    const name = 'x'.repeat(1000);

    const { rejected } = checkItems([
      anItem({ value: { ...aProduct(), attributes: { [name]: 1 }, [name]: 1 } }),
    ]);

    expect(rejected[0]?.errors.map(({ pointer }) => pointer)).toEqual(['/attributes', '']);
  });
});
