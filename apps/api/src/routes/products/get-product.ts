import { Product, ProductId } from '@async-catalog/product-schema';
import { createRoute, z, type RouteHandler } from '@hono/zod-openapi';
import type { AppEnv } from '../../app-env.ts';
import { ProblemError } from '../../core/problem-error.ts';
import { problemResponses } from '../problem-responses.ts';

export const getProductRoute = createRoute({
  method: 'get',
  path: '/{id}',
  operationId: 'getProduct',
  tags: ['Products'],
  summary: 'Read a product',
  request: { params: z.object({ id: z.string() }) },
  responses: {
    200: { description: 'The newest state.', content: { 'application/json': { schema: Product } } },
    304: { description: 'Not changed since the `ETag` that `If-None-Match` names.' },
    ...problemResponses('PRODUCT_NOT_FOUND', 'INTERNAL_ERROR', 'DEPENDENCY_UNAVAILABLE'),
  },
});

export const getProduct: RouteHandler<typeof getProductRoute, AppEnv> = async (c) => {
  const id = c.req.param('id');
  const product = ProductId.safeParse(id).success ? await c.var.deps.products.get(id) : undefined;
  if (product === undefined) {
    throw new ProblemError('PRODUCT_NOT_FOUND', 'No product with this id is saved.');
  }
  return c.json(product, 200);
};
