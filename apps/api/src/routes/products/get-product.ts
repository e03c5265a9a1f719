import { ProblemError } from '@async-catalog/http-contract';
import { ProductId } from '@async-catalog/product-schema';
import { etag } from 'hono/etag';
import { defineOperation } from '../operation.ts';

export const getProduct = defineOperation({
  method: 'GET',
  path: '/products/:id',
  scope: 'catalog:read',
  middleware: [etag()],
  async handle(c) {
    const id = c.req.param('id');
    const product = ProductId.safeParse(id).success ? await c.var.deps.products.get(id) : undefined;
    if (product === undefined) {
      throw new ProblemError('PRODUCT_NOT_FOUND', 'No product with this id has been saved.');
    }
    return c.json(product);
  },
});
