import { ProblemError } from '@async-catalog/http-contract';
import { ProductId } from '@async-catalog/product-schema';
import { etag, RETAINED_304_HEADERS } from 'hono/etag';
import { REVALIDATED } from '../../middleware/cache-control.ts';
import { defineOperation } from '../operation.ts';
import { NoQuery, readQuery } from '../read-query.ts';

export const getProduct = defineOperation({
  method: 'GET',
  path: '/products/:id',
  scope: 'catalog:read',
  // A page of another origin reads a 304 too, if it sent If-None-Match.
  middleware: [
    etag({
      retainedHeaders: [
        ...RETAINED_304_HEADERS,
        'access-control-allow-origin',
        'access-control-expose-headers',
      ],
    }),
  ],
  async handle(c) {
    readQuery(c, NoQuery);
    const id = c.req.param('id').toLowerCase();
    const product = ProductId.safeParse(id).success ? await c.var.deps.products.get(id) : undefined;
    if (product === undefined) {
      throw new ProblemError('PRODUCT_NOT_FOUND', 'No product with this id has been saved.');
    }
    if ('deletedAt' in product) {
      throw new ProblemError(
        'PRODUCT_DELETED',
        `The product was deleted at ${product.deletedAt}. It can be put again.`,
      );
    }
    // Of the version, so that it can be sent back as If-Match.
    return c.json(product, 200, { ...REVALIDATED, etag: `"${product.version}"` });
  },
});
