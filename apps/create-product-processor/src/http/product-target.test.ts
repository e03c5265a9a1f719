import { parseOperation, productIdOfSku } from '@async-catalog/product-schema';
import { describe, expect, it } from 'vitest';
import { problem } from '../testing/problem.ts';
import { addFields, readTarget } from './product-target.ts';

const ID = productIdOfSku('A');

const read = (path: string, query = '') => readTarget({ path, query: new URLSearchParams(query) }, 'patch');

describe('readTarget', () => {
  it.each([
    [`/products/${ID}`, '', { id: ID }],
    [`/prod/products/${ID.toUpperCase()}`, 'dryRun=true', { id: ID }],
    ['/products', 'sku=A%2F1', { sku: 'A/1' }],
  ])('reads of %s?%s which product it is', (path, query, named) => {
    expect(read(path, query)).toEqual({ op: 'patch', ...named });
  });

  it('finds no product by what is no id', () => {
    expect(() => read('/products/x')).toThrow(problem('PRODUCT_NOT_FOUND'));
  });

  it.each(['', 'sku=A&sku=B'])('refuses ?%s, which names no one product', (query) => {
    expect(() => read('/products', query)).toThrow(problem('INVALID_REQUEST'));
  });
});

describe('addFields', () => {
  const byId = { op: 'patch', id: ID, ifVersion: 3 } as const;
  const bySku = { op: 'patch', sku: 'A' } as const;

  it.each([
    [byId, { price: 2 }],
    [byId, { price: 2, op: 'patch', id: ID.toUpperCase(), sku: 'A', ifVersion: 3 }],
    [byId, { price: 2, op: null, id: null, sku: null, ifVersion: null, version: 3, createdAt: 'x' }],
    [bySku, { price: 2, id: ID, sku: ' A ' }],
    [{ ifVersion: 3 }, { price: 2, op: 'patch', sku: 'A' }],
  ])('makes of the URL’s %j and %j an item', (target, body) => {
    const { value, faults } = addFields(body, target);

    expect(faults).toEqual([]);
    expect(parseOperation(value)).toMatchObject({
      success: true,
      operation: { op: 'patch', productId: ID, changes: { price: 2 } },
    });
  });

  it.each([
    [byId, { op: 'delete' }, '/op', 'UNKNOWN_OPERATION'],
    [byId, { id: productIdOfSku('B') }, '/id', 'INVALID_ID'],
    [byId, { sku: 'B' }, '/sku', 'INVALID_SKU'],
    [byId, { ifVersion: 4 }, '/ifVersion', 'INVALID_FORMAT'],
    [bySku, { id: productIdOfSku('B') }, '/id', 'INVALID_ID'],
    [bySku, { sku: 7 }, '/sku', 'INVALID_SKU'],
    [{ ifVersion: 3 }, { sku: 'A', ifVersion: 4 }, '/ifVersion', 'INVALID_FORMAT'],
  ])('refuses that %j is %j in the body', (target, body, pointer, code) => {
    expect(addFields({ price: 2, ...body }, target).faults).toMatchObject([{ pointer, code }]);
  });

  it.each([[[]], [null], ['x']])('refuses a body that is %j', (body) => {
    expect(addFields(body, byId).faults).toMatchObject([{ pointer: '', code: 'WRONG_TYPE' }]);
  });
});
