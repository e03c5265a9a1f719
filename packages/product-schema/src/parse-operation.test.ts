import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseOperation, productIdOfSku } from './index.ts';
import { arbitraryProductInput } from './testing/arbitrary-product-input.ts';

const PRODUCT_ID = productIdOfSku('TEA-1');
const OTHER_ID = productIdOfSku('TEA-2');

function operationOf(value: unknown) {
  const parsed = parseOperation(value);
  return parsed.success ? parsed.operation : parsed.errors;
}

function errorsOf(value: unknown): (readonly [pointer: string, code: string])[] {
  const parsed = parseOperation(value);
  return parsed.success ? [] : parsed.errors.map(({ pointer, code }) => [pointer, code] as const);
}

describe('a put', () => {
  it('is what an item without op is', () => {
    fc.assert(
      fc.property(arbitraryProductInput(), (product) => {
        expect(operationOf(product)).toEqual({ op: 'put', product });
        expect(operationOf({ op: 'put', ...product })).toEqual({ op: 'put', product });
        expect(operationOf({ op: null, ifVersion: 3, ...product })).toEqual({
          op: 'put',
          product,
          ifVersion: 3,
        });
      }),
    );
  });

  it('may name the id of its SKU, as a product is read, and no other', () => {
    const product = { name: 'Tea', price: 1, sku: 'TEA-1' };

    expect(operationOf({ ...product, id: PRODUCT_ID.toUpperCase(), version: 4, updatedAt: 'x' })).toEqual({
      op: 'put',
      product,
    });
    expect(errorsOf({ ...product, id: OTHER_ID })).toEqual([['/id', 'INVALID_ID']]);
    expect(errorsOf({ name: 'Tea', price: 1, id: PRODUCT_ID })).toEqual([['/id', 'INVALID_ID']]);
    expect(operationOf({ name: 'Tea', price: 1, id: PRODUCT_ID })).toMatchObject([
      { detail: 'comes without a SKU; a product that has none can only be patched or deleted, by its id' },
    ]);
  });
});

describe('a patch', () => {
  it('changes the fields that it names, and removes those that are null', () => {
    const changes = { price: 2, brand: null, attributes: { colour: 'red', size: null } };

    expect(operationOf({ op: 'patch', sku: ' TEA-1 ', ...changes })).toEqual({
      op: 'patch',
      productId: PRODUCT_ID,
      sku: 'TEA-1',
      changes,
    });
    expect(operationOf({ op: 'patch', id: PRODUCT_ID.toUpperCase(), ifVersion: 1, ...changes })).toEqual({
      op: 'patch',
      productId: PRODUCT_ID,
      changes,
      ifVersion: 1,
    });
  });

  it('may be a product as it was read, of which some fields are other', () => {
    const read = {
      id: PRODUCT_ID,
      sku: 'TEA-1',
      name: 'Tea',
      version: 3,
      createdAt: 'x',
      updatedAt: 'x',
      submissionId: 'x',
    };

    expect(operationOf({ op: 'patch', ...read })).toMatchObject({ changes: { name: 'Tea' } });
  });

  it('has all attributes that were sent, however many of them it removes', () => {
    const key = fc.string({ minLength: 1, maxLength: 8, unit: fc.constantFrom('a', 'b', 'c', 'd') });
    const value = fc.option(fc.oneof(fc.string({ maxLength: 3 }), fc.integer()), { freq: 2 });
    fc.assert(
      fc.property(fc.dictionary(key, value, { minKeys: 1, maxKeys: 220, size: 'max' }), (attributes) => {
        const parsed = parseOperation({ op: 'patch', sku: 'TEA-1', attributes });
        expect(parsed.success).toBe(Object.keys(attributes).length <= 200);
        expect(parsed.success ? parsed.operation : { changes: { attributes } }).toHaveProperty(
          'changes.attributes',
          attributes,
        );
      }),
    );
    const removals = Object.fromEntries(Array.from({ length: 200 }, (_, n) => [`old${n}`, null]));
    expect(operationOf({ op: 'patch', sku: 'TEA-1', attributes: removals })).toHaveProperty(
      'changes.attributes',
      removals,
    );
    expect(errorsOf({ op: 'patch', sku: 'TEA-1', attributes: { ...removals, new: 1 } })).toEqual([
      ['/attributes', 'TOO_MANY'],
    ]);
  });

  it('is as large as a product can be, and no larger', () => {
    const attributes = Object.fromEntries(Array.from({ length: 80 }, (_, n) => [`a${n}`, 'x'.repeat(4980)]));
    const room = 400_000 - JSON.stringify({ description: '', attributes }).length;
    const patchOf = (length: number) => ({
      op: 'patch',
      sku: 'TEA-1',
      description: 'x'.repeat(length),
      attributes,
    });

    expect(errorsOf(patchOf(room))).toEqual([]);
    expect(errorsOf(patchOf(room + 1))).toEqual([['', 'PRODUCT_TOO_LARGE']]);
  });

  it.each<[string, object, [string, string][]]>([
    ['names no product', { price: 1 }, [['/sku', 'REQUIRED']]],
    ['has the id of another SKU', { id: OTHER_ID, sku: 'TEA-1', price: 1 }, [['/id', 'INVALID_ID']]],
    ['has no UUID', { id: 'TEA-1', price: 1 }, [['/id', 'INVALID_ID']]],
    ['has a number as SKU', { sku: 12345, price: 1 }, [['/sku', 'WRONG_TYPE']]],
    ['changes nothing', { sku: 'TEA-1' }, [['', 'TOO_FEW']]],
    ['removes the name', { sku: 'TEA-1', name: null }, [['/name', 'WRONG_TYPE']]],
    ['removes the price', { sku: 'TEA-1', price: null }, [['/price', 'WRONG_TYPE']]],
    ['removes the currency', { sku: 'TEA-1', currency: null }, [['/currency', 'WRONG_TYPE']]],
    ['has an unknown field', { sku: 'TEA-1', prise: 1 }, [['/prise', 'UNKNOWN_FIELD']]],
    [
      'has more decimals than its currency',
      { sku: 'TEA-1', price: 1.5, currency: 'JPY' },
      [['/price', 'TOO_MANY_DECIMALS']],
    ],
    ['has a wrong attribute', { sku: 'TEA-1', attributes: { a: {} } }, [['/attributes/a', 'WRONG_TYPE']]],
    [
      'has a reserved name',
      { sku: 'TEA-1', attributes: JSON.parse('{"__proto__":1}') as object },
      [['/attributes/__proto__', 'RESERVED_NAME']],
    ],
  ])('is refused where it %s', (_, value, errors) => {
    expect(errorsOf({ op: 'patch', ...value })).toEqual(errors);
  });
});

describe('a merge', () => {
  it('names the fields to change of the product with its SKU, as a patch does', () => {
    const changes = { price: 2.345, brand: null, attributes: { colour: 'red', size: null } };

    expect(operationOf({ op: 'merge', sku: ' TEA-1 ', ifVersion: 2, ...changes })).toEqual({
      op: 'merge',
      sku: 'TEA-1',
      ifVersion: 2,
      changes,
    });
    expect(operationOf({ op: 'merge', sku: 'TEA-1', id: PRODUCT_ID.toUpperCase(), price: 2 })).toEqual({
      op: 'merge',
      sku: 'TEA-1',
      changes: { price: 2 },
    });
  });

  it('is a new product without a SKU', () => {
    const product = { name: 'Tea', price: 1, brand: null, sku: null };

    expect(operationOf({ op: 'merge', ...product })).toEqual({
      op: 'merge',
      changes: { name: 'Tea', price: 1 },
    });
  });

  it.each<[string, object, [string, string][]]>([
    ['is new, without a price', { name: 'Tea' }, [['/price', 'REQUIRED']]],
    ['is new, without a name', { price: 1 }, [['/name', 'REQUIRED']]],
    [
      'is new, with more decimals than the default currency',
      { name: 'Tea', price: 1.234 },
      [['/price', 'TOO_MANY_DECIMALS']],
    ],
    ['has an id alone', { id: PRODUCT_ID, name: 'Tea', price: 1 }, [['/id', 'INVALID_ID']]],
    ['has the id of another SKU', { id: OTHER_ID, sku: 'TEA-1', price: 1 }, [['/id', 'INVALID_ID']]],
    ['changes nothing', { sku: 'TEA-1' }, [['', 'TOO_FEW']]],
    ['removes the name', { sku: 'TEA-1', name: null }, [['/name', 'WRONG_TYPE']]],
    [
      'has more decimals than its currency',
      { sku: 'TEA-1', price: 1.5, currency: 'JPY' },
      [['/price', 'TOO_MANY_DECIMALS']],
    ],
    ['has an unknown field', { sku: 'TEA-1', prise: 1 }, [['/prise', 'UNKNOWN_FIELD']]],
  ])('is refused where it %s', (_, value, errors) => {
    expect(errorsOf({ op: 'merge', ...value })).toEqual(errors);
  });
});

describe('a delete', () => {
  it('names a product, and nothing else', () => {
    expect(operationOf({ op: 'delete', sku: 'TEA-1', ifVersion: 2 })).toEqual({
      op: 'delete',
      productId: PRODUCT_ID,
      sku: 'TEA-1',
      ifVersion: 2,
    });
    expect(operationOf({ op: 'delete', id: OTHER_ID })).toEqual({ op: 'delete', productId: OTHER_ID });
    expect(errorsOf({ op: 'delete' })).toEqual([['/sku', 'REQUIRED']]);
    expect(errorsOf({ op: 'delete', sku: 'TEA-1', price: 1 })).toEqual([['/price', 'UNKNOWN_FIELD']]);
  });
});

describe('any item', () => {
  it.each(['delet', 'PUT', '', 1, {}, ['put']])('is refused with the operation %j', (op) => {
    expect(errorsOf({ op, sku: 'TEA-1' })).toEqual([['/op', 'UNKNOWN_OPERATION']]);
  });

  it.each([0, -1, 1.5, '1', true, {}, 2 ** 53])('is refused with the version %j', (ifVersion) => {
    expect(errorsOf({ name: 'Tea', price: 1, ifVersion })).toEqual([['/ifVersion', 'WRONG_TYPE']]);
    expect(errorsOf({ op: 'delete', sku: 'A', ifVersion })).toEqual([['/ifVersion', 'WRONG_TYPE']]);
  });

  it('gets an answer, whatever it is', () => {
    const named = fc.record({
      op: fc.constantFrom('put', 'patch', 'merge', 'delete', 1),
      sku: fc.jsonValue(),
    });
    fc.assert(
      fc.property(
        fc.oneof(
          fc.jsonValue(),
          fc.tuple(named, fc.object()).map(([a, b]) => ({ ...b, ...a })),
        ),
        (value) => {
          const parsed = parseOperation(value);
          expect(parsed.success || parsed.errors.length > 0).toBe(true);
        },
      ),
    );
  });
});
