import { z } from 'zod';
import { Product } from '@async-catalog/product-schema';
import { describeOperation } from '../../openapi/describe-operation.ts';
import { product } from '../../openapi/examples.ts';
import { pageOf } from '../../openapi/page.ts';
import { success } from '../../openapi/success.ts';
import { listProducts, ListProductsQuery } from './list-products.ts';

const ProductPage = pageOf(Product)
  .extend({ missing: z.array(z.string()).optional().describe('With `skus`: those without a product.') })
  .meta({ id: 'ProductPage' });

export const listProductsDescription = describeOperation(listProducts, {
  operationId: 'listProducts',
  tags: ['Products'],
  summary: 'List products, or find some by their SKUs',
  description:
    'In no particular order. Each product is listed once, provided none is added meanwhile. Deleted products are not listed. With `sku`, a list of one product or none, and no `cursor` is taken. With `skus`, in their order; a page ends at 2 MiB.',
  request: { query: ListProductsQuery },
  responses: {
    200: success(
      'A page of products. It can be shorter than `limit`, and even empty where another follows.',
      ProductPage,
      { items: [product] },
    ),
  },
  problems: ['INVALID_REQUEST'],
});
