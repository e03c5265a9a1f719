import type { SubmittedProduct } from '../../workload/products.ts';

/** One operation on a product: an item of a batch, or a request of its own. */
export interface Operation {
  readonly name: string;
  readonly method: 'POST' | 'PATCH' | 'DELETE';
  /** Reads the product before it writes, by design. */
  readonly readsFirst?: true;
  /** Fields that are sent, besides the SKU. */
  readonly fieldsOf: (product: SubmittedProduct) => Record<string, unknown>;
}

const CHANGED_PRICE = 12.5;

/** Operations in the order in which they are applied to the same products, so that each is the newest of its product. */
export const OPERATIONS: readonly Operation[] = [
  { name: 'put, new', method: 'POST', fieldsOf: (product) => product },
  { name: 'put, replaces', method: 'POST', fieldsOf: (product) => ({ ...product, name: 'Replaced' }) },
  { name: 'patch', method: 'PATCH', fieldsOf: () => ({ name: 'Patched' }) },
  {
    name: 'patch of a price and currency',
    method: 'PATCH',
    fieldsOf: () => ({ price: CHANGED_PRICE, currency: 'EUR' }),
  },
  {
    name: 'patch of a price alone',
    method: 'PATCH',

    fieldsOf: () => ({ price: CHANGED_PRICE }),
  },
  {
    name: 'patch of attributes',
    method: 'PATCH',
    readsFirst: true,
    fieldsOf: () => ({ attributes: { checked: true } }),
  },
  { name: 'delete', method: 'DELETE', fieldsOf: () => ({}) },
];

const OPS = { POST: 'put', PATCH: 'patch', DELETE: 'delete' } as const;

/** Builds the request for an operation on one product, or on several as a batch. */
export function requestOf({ method, fieldsOf }: Operation, products: readonly SubmittedProduct[]) {
  const [only] = products;
  if (products.length === 1 && only !== undefined) {
    return method === 'POST'
      ? { method, path: '/products', body: fieldsOf(only) }
      : {
          method,
          path: `/products?sku=${encodeURIComponent(only.sku)}`,
          body: bodyOf(method, fieldsOf(only)),
        };
  }
  const items = products.map((product) => ({ ...fieldsOf(product), sku: product.sku, op: OPS[method] }));
  return { method: 'POST' as const, path: '/products/batch', body: { items } };
}

function bodyOf(method: Operation['method'], fields: Record<string, unknown>) {
  return method === 'DELETE' ? undefined : fields;
}
