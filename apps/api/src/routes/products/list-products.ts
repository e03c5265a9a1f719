import { NewProduct, ProductId, productIdOf, type Product } from '@async-catalog/product-schema';
import type { Context } from 'hono';
import type { AppEnv } from '../../app-env.ts';
import { ProblemError } from '../../core/problem-error.ts';
import { PageQuery, readQuery } from '../read-query.ts';

export const ListProductsQuery = PageQuery.extend({ sku: NewProduct.shape.sku });

/** Any caller sees the same products, so all lists of them are one query. */
const QUERY = 'products';

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
  return {
    items: page.products,
    ...(page.lastId !== undefined && { nextCursor: cursors.seal(QUERY, page.lastId) }),
  };
}
