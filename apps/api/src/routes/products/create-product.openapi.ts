import { NewProduct } from '@async-catalog/product-schema';
import { createRoute } from '@hono/zod-openapi';
import { accepted, newProduct } from '../../openapi/examples.ts';
import { securedProblemResponses } from '../../openapi/problem-responses.ts';
import {
  acceptedResponse,
  DryRunQuery,
  finishedOrDryRunResponse,
  SUBMITTING_CODES,
  SubmittingHeaders,
} from '../../openapi/submitting.ts';

export const createProductOperation = createRoute({
  method: 'post',
  path: '/products',
  operationId: 'createProduct',
  tags: ['Products'],
  summary: 'Submit one product',
  security: [{ accessToken: ['catalog:write'] }],
  request: {
    headers: SubmittingHeaders,
    query: DryRunQuery,
    body: { required: true, content: { 'application/json': { schema: NewProduct, example: newProduct } } },
  },
  responses: {
    200: finishedOrDryRunResponse,
    202: acceptedResponse(accepted),
    ...securedProblemResponses([
      'MALFORMED_JSON',
      'UNSUPPORTED_MEDIA_TYPE',
      'INVALID_PRODUCT',
      ...SUBMITTING_CODES,
    ]),
  },
});
