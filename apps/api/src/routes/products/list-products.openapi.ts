import { Product } from '@async-catalog/product-schema';
import { createRoute } from '@hono/zod-openapi';
import { product } from '../../openapi/examples.ts';
import { pageOf } from '../../openapi/page.ts';
import { securedProblemResponses } from '../../openapi/problem-responses.ts';
import { success } from '../../openapi/success.ts';
import { ListProductsQuery } from './list-products.ts';

const ProductPage = pageOf(Product).meta({ id: 'ProductPage' });

export const listProductsOperation = createRoute({
  method: 'get',
  path: '/products',
  operationId: 'listProducts',
  tags: ['Products'],
  summary: 'Read products page by page, or the one with a SKU',
  description:
    'In no particular order; each product once, while none is added. With `sku`, a list of one product or none.',
  security: [{ accessToken: ['catalog:read'] }],
  request: { query: ListProductsQuery },
  responses: {
    200: success('A page. It can be shorter than asked for.', ProductPage, { items: [product] }),
    ...securedProblemResponses(['INVALID_REQUEST']),
  },
});
