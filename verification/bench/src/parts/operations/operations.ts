import type { SubmittedProduct } from '../../workload/products.ts';
import type { Submission } from '../../workload/submit.ts';

/** One operation on a product: an item of a batch, or a request of its own. */
export interface Operation {
  readonly name: string;
  readonly op: 'put' | 'patch' | 'merge' | 'delete';
  /** Reads the product before it writes, by design. */
  readonly readsFirst?: true;
  /** Fields that are sent, besides the SKU. */
  readonly fieldsOf: (product: SubmittedProduct) => Record<string, unknown>;
}

const CHANGED_PRICE = 12.5;

/** Operations in the order in which they are applied to the same products, so that each is the newest of its product. */
export const OPERATIONS: readonly Operation[] = [
  { name: 'put, new', op: 'put', fieldsOf: (product) => product },
  { name: 'put, replaces', op: 'put', fieldsOf: (product) => ({ ...product, name: 'Replaced' }) },
  { name: 'patch', op: 'patch', fieldsOf: () => ({ name: 'Patched' }) },
  {
    name: 'patch of a price and currency',
    op: 'patch',
    fieldsOf: () => ({ price: CHANGED_PRICE, currency: 'EUR' }),
  },
  {
    name: 'patch of a price alone',
    op: 'patch',
    fieldsOf: () => ({ price: CHANGED_PRICE }),
  },
  {
    name: 'patch of attributes',
    op: 'patch',
    readsFirst: true,
    fieldsOf: () => ({ attributes: { checked: true } }),
  },
  { name: 'delete', op: 'delete', fieldsOf: () => ({}) },
  { name: 'merge, new', op: 'merge', fieldsOf: (product) => product },
  { name: 'merge, same fields', op: 'merge', fieldsOf: (product) => ({ ...product, name: 'Merged' }) },
  // Without decimals, which some of the products' currencies don't have.
  { name: 'merge of a price alone', op: 'merge', fieldsOf: () => ({ price: Math.ceil(CHANGED_PRICE) }) },
];

/** Builds the request for an operation on one product, or on several as a batch. Only a batch takes a merge. */
export function requestOf({ op, fieldsOf }: Operation, products: readonly SubmittedProduct[]): Submission {
  const [only] = products;
  if (products.length === 1 && only !== undefined && op !== 'merge') {
    const bySku = `/products?sku=${encodeURIComponent(only.sku)}`;
    const requests: Record<typeof op, Submission> = {
      put: { method: 'POST', path: '/products', body: fieldsOf(only) },
      patch: { method: 'PATCH', path: bySku, body: fieldsOf(only) },
      delete: { method: 'DELETE', path: bySku, body: undefined },
    };
    return requests[op];
  }
  const items = products.map((product) => ({ ...fieldsOf(product), sku: product.sku, op }));
  return { method: 'POST', path: '/products/batch', body: { items } };
}
