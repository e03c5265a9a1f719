import { NewProduct } from '@async-catalog/product-schema';
import { createRoute, z } from '@hono/zod-openapi';
import { acceptedBatch, newProduct } from '../../openapi/examples.ts';
import { securedProblemResponses } from '../../openapi/problem-responses.ts';
import {
  acceptedResponse,
  DryRunQuery,
  finishedOrDryRunResponse,
  SUBMITTING_CODES,
  SubmittingHeaders,
} from '../../openapi/submitting.ts';

/** https://github.com/ndjson/ndjson-spec */
const ndjson = { schema: z.string(), example: `${JSON.stringify(newProduct)}\n` };

const ProductBatch = z
  .strictObject({ items: z.array(NewProduct).min(1).max(1000) })
  .meta({ id: 'ProductBatch' });

export const createProductsOperation = createRoute({
  method: 'post',
  path: '/products/batch',
  operationId: 'createProducts',
  tags: ['Products'],
  summary: 'Submit up to 1,000 products',
  description:
    'Good items are taken and bad ones are listed in `rejected`, unless `Prefer: handling=strict` asks for all or none. 5 MiB at most.',
  security: [{ accessToken: ['catalog:write'] }],
  request: {
    headers: SubmittingHeaders,
    query: DryRunQuery,
    body: {
      required: true,
      content: {
        'application/json': { schema: ProductBatch, example: { items: [newProduct] } },
        'application/x-ndjson': ndjson,
      },
    },
  },
  responses: {
    200: finishedOrDryRunResponse,
    202: acceptedResponse(acceptedBatch),
    ...securedProblemResponses([
      'MALFORMED_JSON',
      'UNSUPPORTED_MEDIA_TYPE',
      'NO_VALID_ITEM',
      'INVALID_ITEMS',
      ...SUBMITTING_CODES,
    ]),
  },
});
