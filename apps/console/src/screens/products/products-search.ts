/** Filter of the products, as the address has it. */
export interface ProductsSearch {
  /** A SKU, or several with commas between them. */
  readonly sku?: string;
}

/** Reads the filter. A SKU of digits is a number by the time it is read. */
export function readProductsSearch(search: Record<string, unknown>): ProductsSearch {
  const sku = typeof search['sku'] === 'number' ? String(search['sku']) : search['sku'];
  return typeof sku === 'string' && sku.trim() !== '' ? { sku: sku.trim() } : {};
}
