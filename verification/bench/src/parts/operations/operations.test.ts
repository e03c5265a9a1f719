import { describe, expect, it } from 'vitest';
import { OPERATIONS, requestOf } from './operations.ts';

const product = { sku: 'A 1', name: 'Cup', price: 1 };
const requests = (count: number) =>
  OPERATIONS.map((operation) =>
    requestOf(
      operation,
      Array.from({ length: count }, () => product),
    ),
  );

describe('requestOf', () => {
  it('asks for one product by its method and SKU', () => {
    const [put] = requests(1);
    const remove = requests(1).at(-1);

    expect(put).toEqual({ method: 'POST', path: '/products', body: product });
    expect(remove).toEqual({ method: 'DELETE', path: '/products?sku=A%201', body: undefined });
  });

  it('names the operation of each item of a batch', () => {
    const ops = requests(2).map(({ body }) =>
      (body as { items: { op: string }[] }).items.map(({ op }) => op),
    );

    expect(ops.map(([op]) => op)).toEqual(['put', 'put', 'patch', 'patch', 'patch', 'patch', 'delete']);
  });
});
