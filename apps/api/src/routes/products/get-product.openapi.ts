import { Product } from '@async-catalog/product-schema';
import { z } from '@hono/zod-openapi';
import { PRODUCT_PARAMS } from '../../openapi/params.ts';
import { describeOperation } from '../../openapi/describe-operation.ts';
import { product } from '../../openapi/examples.ts';
import { header, REQUEST_ID } from '../../openapi/headers.ts';
import { success } from '../../openapi/success.ts';
import { getProduct } from './get-product.ts';

const ETAG = header('ETag', 'Strong, and made of the `version`: `"3"`. Send it as `If-Match` with a change.');

export const getProductDescription = describeOperation(getProduct, {
  operationId: 'getProduct',
  tags: ['Products'],
  summary: 'Read a product',
  description:
    'The product as it was saved last, by a consistent read: what a submission that is `completed` has saved is there. With `If-None-Match`, the answer is a 304 while the product is the same.',
  request: {
    params: PRODUCT_PARAMS,
    headers: z.object({
      'If-None-Match': z.string().optional().describe('The `ETag` of an earlier response.'),
    }),
  },
  responses: {
    200: success('The product as last saved.', Product, product, ETAG),
    304: {
      description: 'The product has not changed since that response.',
      headers: { ...REQUEST_ID, ...ETAG },
    },
  },
  problems: ['PRODUCT_NOT_FOUND', 'PRODUCT_DELETED'],
});
