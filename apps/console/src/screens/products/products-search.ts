/** Filter of the products, as the address has it. */
export interface ProductsSearch {
  readonly sku?: string;
}

export function readProductsSearch(search: Record<string, unknown>): ProductsSearch {
  const { sku } = search;
  return typeof sku === 'string' && sku.trim() !== '' ? { sku: sku.trim() } : {};
}
