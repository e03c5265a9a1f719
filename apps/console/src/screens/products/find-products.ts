import type { CatalogClient, Product } from '@async-catalog/client';
import { splitSkus } from '../../core/product/split-skus.ts';

export interface FoundProducts {
  readonly products: readonly Product[];
  /** SKUs without a product. */
  readonly missing: readonly string[];
  readonly readAt: number;
}

/** Longest SKU that a product can have. */
const MAX_SKU_LENGTH = 255;

/** Finds products by a SKU, or by several with commas between them. A SKU may have commas itself. */
export async function findProducts(
  catalog: CatalogClient,
  text: string,
  signal: AbortSignal,
): Promise<FoundProducts> {
  const skus = splitSkus(text);
  const [whole, several] = await Promise.all([
    skus.length === 1 || text.length <= MAX_SKU_LENGTH ? catalog.findProduct(text, { signal }) : undefined,
    skus.length > 1 ? findSeveral(catalog, skus, signal) : undefined,
  ]);
  const found = whole === undefined ? [] : [whole];
  if (several === undefined || found.length > 0) {
    return { products: found, missing: found.length > 0 ? [] : [text], readAt: Date.now() };
  }
  return { ...several, readAt: Date.now() };
}

async function findSeveral({ http }: CatalogClient, skus: readonly string[], signal: AbortSignal) {
  const products: Product[] = [];
  const missing: string[] = [];
  let cursor: string | undefined;
  do {
    const query = { skus: skus.join(','), ...(cursor !== undefined && { cursor }) };
    const { data } = await http.GET('/products', { params: { query }, signal });
    products.push(...data!.items);
    missing.push(...(data!.missing ?? []));
    cursor = data!.nextCursor;
  } while (cursor !== undefined);
  return { products, missing };
}
