import { NewProduct, ProductId, productIdOf, type Product } from '@async-catalog/product-schema';
import type { Context } from 'hono';
import type { AppEnv } from '../../app-env.ts';
import { ProblemError } from '../../core/problem-error.ts';
import { PageQuery, readQuery } from '../read-query.ts';

export const ListProductsQuery = PageQuery.extend({ sku: NewProduct.shape.sku });

/** Any caller sees the same products, so all lists of them are one query. */
const QUERY = 'products';

/**
 * 2 MiB of JSON on a page. A function's answer is 6 MB at most, and holds the page as a text within JSON, where each quote and
 * backslash is two. https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html#function-configuration-deployment-and-execution
 */
const MAX_PAGE_BYTES = 2 * 1024 * 1024;

export async function listProducts(c: Context<AppEnv>): Promise<Response> {
  const { sku, limit, cursor } = readQuery(c, ListProductsQuery);
  if (sku === undefined) {
    return c.json(await pageOf(c.var.deps, limit, cursor));
  }
  if (cursor !== undefined) {
    throw new ProblemError('INVALID_REQUEST', 'Send sku or cursor: a SKU names one product at most.');
  }
  const product = await c.var.deps.products.get(productIdOf({ submissionId: '', index: 0, sku }));
  return c.json({ items: product === undefined ? [] : [product] });
}

async function pageOf(
  { products, cursors }: AppEnv['Variables']['deps'],
  limit: number,
  cursor: string | undefined,
): Promise<{ items: readonly Product[]; nextCursor?: string }> {
  const afterId = cursor === undefined ? undefined : cursors.open(QUERY, cursor, ProductId);
  const page = await products.page(limit, afterId);
  const items = fittingOnPage(page.products);
  const lastId = items.length < page.products.length ? items.at(-1)?.id : page.lastId;
  return { items, ...(lastId !== undefined && { nextCursor: cursors.seal(QUERY, lastId) }) };
}

/** The first ones, which are one at least: no product is as large as a page. */
function fittingOnPage(products: readonly Product[]): readonly Product[] {
  let bytes = 0;
  const tooMuch = products.findIndex((product) => {
    bytes += Buffer.byteLength(JSON.stringify(product));
    return bytes > MAX_PAGE_BYTES;
  });
  return tooMuch === -1 ? products : products.slice(0, tooMuch);
}
