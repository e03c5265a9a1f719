import { describe, expect, it } from 'vitest';
import { OPERATIONS, requestOf } from './operations.ts';

const product = { sku: 'A 1', name: 'Cup', price: 1 };
const requests = (count: number) =>
  OPERATIONS.map((operation) => ({
    op: operation.op,
    ...requestOf(
      operation,
      Array.from({ length: count }, () => product),
    ),
  }));

describe('requestOf', () => {
  it('asks for one product by its method and SKU', () => {
    const [put] = requests(1);
    const remove = requests(1).find(({ op }) => op === 'delete');

    expect(put).toMatchObject({ method: 'POST', path: '/products', body: product });
    expect(remove).toMatchObject({ method: 'DELETE', path: '/products?sku=A%201', body: undefined });
  });

  it('merges one product as a batch of one', () => {
    const merge = requests(1).find(({ op }) => op === 'merge');

    expect(merge).toMatchObject({ path: '/products/batch', body: { items: [{ ...product, op: 'merge' }] } });
  });

  it('names the operation of each item of a batch', () => {
    const ops = requests(2).map(({ body }) =>
      (body as { items: { op: string }[] }).items.map(({ op }) => op),
    );

    expect(ops.map(([op]) => op)).toEqual(OPERATIONS.map(({ op }) => op));
    expect(new Set(ops.flat())).toEqual(new Set(['put', 'patch', 'merge', 'delete']));
  });
});
