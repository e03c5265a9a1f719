import { Accepted, NewProduct } from '@async-catalog/product-schema';
import { createRoute } from '@hono/zod-openapi';
import { problemResponses } from '../problem-responses.ts';
import { submit } from '../submit.ts';

export const createProductRoute = createRoute({
  method: 'post',
  path: '/',
  operationId: 'createProduct',
  tags: ['Products'],
  summary: 'Submit one product',
  request: { body: { required: true, content: { 'application/json': { schema: NewProduct } } } },
  responses: {
    202: {
      description: 'Taken: it is in the queue, durably, and will be saved in the background.',
      content: { 'application/json': { schema: Accepted } },
    },
    ...problemResponses(
      'MALFORMED_JSON',
      'INVALID_REQUEST',
      'PAYLOAD_TOO_LARGE',
      'UNSUPPORTED_MEDIA_TYPE',
      'INVALID_PRODUCT',
      'INTERNAL_ERROR',
      'DEPENDENCY_UNAVAILABLE',
    ),
  },
});

export const createProduct = submit;
