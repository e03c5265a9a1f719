import { OpenAPIHono } from '@hono/zod-openapi';
import {
  getDocsOperation,
  getDocsScriptOperation,
  getHealthOperation,
  getOpenApiOperation,
  getReadinessOperation,
} from '../routes/operations/operations.openapi.ts';
import { createProductOperation } from '../routes/products/create-product.openapi.ts';
import { createProductsOperation } from '../routes/products/create-products.openapi.ts';
import { getProductOperation } from '../routes/products/get-product.openapi.ts';
import { listProductsOperation } from '../routes/products/list-products.openapi.ts';
import { getReportOperation } from '../routes/submissions/get-report.openapi.ts';
import { getSubmissionOperation } from '../routes/submissions/get-submission.openapi.ts';
import { listItemsOperation } from '../routes/submissions/list-items.openapi.ts';
import { retrySubmissionOperation } from '../routes/submissions/retry-submission.openapi.ts';

const OPERATIONS = [
  createProductOperation,
  createProductsOperation,
  listProductsOperation,
  getProductOperation,
  getSubmissionOperation,
  listItemsOperation,
  getReportOperation,
  retrySubmissionOperation,
  getHealthOperation,
  getReadinessOperation,
  getOpenApiOperation,
  getDocsOperation,
  getDocsScriptOperation,
];

const INFO = {
  title: 'AsyncCatalog',
  version: '1.0.0',
  description:
    'Submit products, get an answer in milliseconds, and be told truthfully what became of each one. Every answer has an `X-Request-Id`; every error is a problem document (RFC 9457) with a stable `code`.',
  license: { name: 'MIT', identifier: 'MIT' },
};

const TAGS = [
  {
    name: 'Products',
    description: 'Submitted products are saved in the background, each exactly once in effect.',
  },
  { name: 'Submissions', description: 'What became of what was submitted; kept for 30 days.' },
  { name: 'Operations', description: 'For probes and for readers.' },
];

/**
 * The OpenAPI document, made of the same schemas that the service works with. It is made at build time and committed, not by the running
 * service: the generator, and the whole of zod that it needs, would be a fifth of what an instance has to load before its first answer.
 */
export function createDocument() {
  const { openAPIRegistry: registry, getOpenAPI31Document } = new OpenAPIHono();
  registry.registerComponent('securitySchemes', 'accessToken', {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description: 'An OpenID Connect access token; the scopes that an operation needs are listed with it.',
  });
  for (const operation of OPERATIONS) {
    registry.registerPath(operation);
  }
  return getOpenAPI31Document({ openapi: '3.1.0', info: INFO, servers: [{ url: '/' }], tags: TAGS });
}
