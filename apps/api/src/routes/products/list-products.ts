import { ProductInput, ProductId, productIdOfSku, type Product } from '@async-catalog/product-schema';
import type { ProductReader } from '../../core/ports.ts';
import { buildCursor, readCursor } from '../cursors.ts';
import { REVALIDATED } from '../../middleware/cache-control.ts';
import { defineOperation } from '../operation.ts';
import { invalidQuery, PageQuery, queryError, readQuery } from '../read-query.ts';

export const ListProductsQuery = PageQuery.extend({ sku: ProductInput.shape.sku });

/** Every caller sees the same products, in one list. */
const LIST = 'products';

/**
 * Bytes of JSON on a page. A function's answer is 6 MB at most, and holds the page as a JSON string, where a
 * quote takes two bytes. https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
const MAX_PAGE_BYTES = 2 * 1024 * 1024;

export const listProducts = defineOperation({
  method: 'GET',
  path: '/products',
  scope: 'catalog:read',
  async handle(c) {
    const { products } = c.var.deps;
    const { sku, limit, cursor } = readQuery(c, ListProductsQuery);
    if (sku === undefined) {
      return c.json(await readPage(products, limit, cursor), 200, REVALIDATED);
    }
    if (cursor !== undefined) {
      throw invalidQuery([queryError('cursor', 'UNKNOWN_FIELD', 'was sent with sku; send either of them')]);
    }
    const product = await products.get(productIdOfSku(sku));
    return c.json(
      { items: product === undefined || 'deletedAt' in product ? [] : [product] },
      200,
      REVALIDATED,
    );
  },
});

async function readPage(
  products: ProductReader,
  limit: number,
  cursor: string | undefined,
): Promise<{ items: readonly Product[]; nextCursor?: string }> {
  const afterId = cursor === undefined ? undefined : readCursor(LIST, cursor, ProductId);
  const page = await products.page(limit, afterId);
  const items = limitBytes(page.products);
  const lastId = items.length < page.products.length ? items.at(-1)?.id : page.lastId;
  return { items, ...(lastId !== undefined && { nextCursor: buildCursor(LIST, lastId) }) };
}

/** Keeps the first products, at least one: no product is as large as a page. */
function limitBytes(products: readonly Product[]): readonly Product[] {
  let bytes = 0;
  const tooMuch = products.findIndex((product) => {
    bytes += Buffer.byteLength(JSON.stringify(product));
    return bytes > MAX_PAGE_BYTES;
  });
  return tooMuch === -1 ? products : products.slice(0, tooMuch);
}
