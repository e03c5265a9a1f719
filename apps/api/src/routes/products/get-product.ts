import { ProductId } from '@async-catalog/product-schema';
import type { Context } from 'hono';
import type { AppEnv } from '../../app-env.ts';
import { ProblemError } from '../../core/problem-error.ts';

export async function getProduct(c: Context<AppEnv, '/:id'>): Promise<Response> {
  const id = c.req.param('id');
  const product = ProductId.safeParse(id).success ? await c.var.deps.products.get(id) : undefined;
  if (product === undefined) {
    throw new ProblemError('PRODUCT_NOT_FOUND', 'No product with this id is saved.');
  }
  return c.json(product);
}
