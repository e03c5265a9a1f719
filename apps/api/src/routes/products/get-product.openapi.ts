import { Product, ProductId } from '@async-catalog/product-schema';
import { createRoute, z } from '@hono/zod-openapi';
import { product } from '../../openapi/examples.ts';
import { header, REQUEST_ID } from '../../openapi/headers.ts';
import { securedProblemResponses } from '../../openapi/problem-responses.ts';
import { success } from '../../openapi/success.ts';

const ETAG = header('ETag', 'Changes with the product.');

export const getProductOperation = createRoute({
  method: 'get',
  path: '/products/{id}',
  operationId: 'getProduct',
  tags: ['Products'],
  summary: 'Read a product',
  security: [{ accessToken: ['catalog:read'] }],
  request: {
    params: z.object({ id: ProductId }),
    headers: z.object({
      'If-None-Match': z.string().optional().describe('The `ETag` of an earlier answer.'),
    }),
  },
  responses: {
    200: success('Its newest state.', Product, product, ETAG),
    304: { description: 'Not changed since the earlier answer.', headers: { ...REQUEST_ID, ...ETAG } },
    ...securedProblemResponses(['PRODUCT_NOT_FOUND']),
  },
});
