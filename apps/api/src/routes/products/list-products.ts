import { z } from 'zod';
import { ProductInput, ProductId, productIdOfSku, type Product } from '@async-catalog/product-schema';
import type { ProductReader } from '../../core/ports.ts';
import type { Deps } from '../../deps.ts';
import { buildCursor, readCursor } from '../cursors.ts';
import { REVALIDATED } from '../../middleware/cache-control.ts';
import { defineOperation } from '../operation.ts';
import { invalidQuery, PageQuery, queryError, readQuery } from '../read-query.ts';

/** SKUs that one request may ask for: as many as DynamoDB reads at once. */
export const MAX_SKUS = 100;

const SKUS = `is not a list of SKUs; send 1 to ${MAX_SKUS}, with one comma between two`;

export const ListProductsQuery = PageQuery.extend({
  limit: PageQuery.shape.limit.unwrap().optional().describe('20 by default; with `skus`, all of them.'),
  sku: ProductInput.shape.sku,
  skus: z
    .string()
    .refine((text) => text.split(',').every((sku) => sku.trim() !== ''), {
      error: SKUS,
      params: { code: 'INVALID_FORMAT' },
    })
    .transform((text) => text.split(','))
    .pipe(z.array(ProductInput.shape.sku.unwrap(), SKUS).min(1, SKUS).max(MAX_SKUS, SKUS))
    .optional()
    .describe(
      `Up to ${MAX_SKUS} SKUs, with commas between them; one that has a comma itself can be asked for with \`sku\` alone.`,
    ),
});

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
    const { sku, skus, limit, cursor } = readQuery(c, ListProductsQuery);
    if (sku !== undefined && (skus ?? cursor) !== undefined) {
      const other = skus === undefined ? 'cursor' : 'skus';
      throw invalidQuery([queryError(other, 'UNKNOWN_FIELD', 'was sent with sku; send either of them')]);
    }
    if (skus !== undefined) {
      return c.json(await readBySkus(c.var.deps, [...new Set(skus)], limit, cursor), 200, REVALIDATED);
    }
    if (sku === undefined) {
      return c.json(await readPage(products, limit, cursor), 200, REVALIDATED);
    }
    const product = await products.get(productIdOfSku(sku));
    return c.json(
      { items: product === undefined || 'deletedAt' in product ? [] : [product] },
      200,
      REVALIDATED,
    );
  },
});

/** Reads products in the order of their SKUs, and names those that aren't there. */
async function readBySkus(
  { products, sha256 }: Pick<Deps, 'products' | 'sha256'>,
  skus: readonly string[],
  limit = MAX_SKUS,
  cursor?: string,
): Promise<{ items: readonly Product[]; missing: readonly string[]; nextCursor?: string }> {
  const list = `products/${sha256(JSON.stringify(skus)).slice(0, 16)}`;
  const from =
    cursor === undefined
      ? 0
      : readCursor(
          list,
          cursor,
          z
            .int()
            .min(0)
            .max(skus.length - 1),
        );
  const asked = skus.slice(from, from + limit);
  const read = await products.getMany(asked.map(productIdOfSku));
  const byId = new Map(read.map((product) => [product.id, product]));
  const found = asked.map((sku) => ({ sku, product: byId.get(productIdOfSku(sku)) }));
  const items = limitBytes(found.flatMap(({ product }) => product ?? []));
  const isCut = items.length < byId.size;
  const last = items.at(-1);
  const shown = isCut ? found.slice(0, found.findIndex(({ product }) => product === last) + 1) : found;
  const next = from + shown.length;
  return {
    items,
    missing: shown.filter(({ product }) => product === undefined).map(({ sku }) => sku),
    ...(next < skus.length && { nextCursor: buildCursor(list, next) }),
  };
}

async function readPage(
  products: ProductReader,
  limit = PageQuery.parse({}).limit,
  cursor?: string,
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
