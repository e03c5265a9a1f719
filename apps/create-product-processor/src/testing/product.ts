import type { ProductInput } from '@async-catalog/product-schema';

/** A valid product. */
export function aProduct(fields: Partial<ProductInput> = {}): ProductInput {
  return { name: 'Tea', price: 4.2, currency: 'EUR', sku: 'TEA-1', ...fields };
}
