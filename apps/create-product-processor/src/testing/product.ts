import type { NewProduct } from '@async-catalog/product-schema';

/** A valid product. */
export function aProduct(fields: Partial<NewProduct> = {}): NewProduct {
  return { name: 'Tea', price: 4.2, currency: 'EUR', sku: 'TEA-1', ...fields };
}
