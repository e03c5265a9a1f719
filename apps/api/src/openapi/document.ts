import { OpenAPIHono } from '@hono/zod-openapi';
import {
  getDocsDescription,
  getDocsScriptDescription,
  getHealthDescription,
  getOpenApiDescription,
  getReadinessDescription,
} from '../routes/service/service.openapi.ts';
import { getStatsDescription } from '../routes/service/get-stats.openapi.ts';
import {
  deleteProductBySkuDescription,
  deleteProductDescription,
  patchProductBySkuDescription,
  patchProductDescription,
} from '../routes/products/change-product.openapi.ts';
import { createProductDescription } from '../routes/products/create-product.openapi.ts';
import { createProductsDescription } from '../routes/products/create-products.openapi.ts';
import { getProductDescription } from '../routes/products/get-product.openapi.ts';
import { listProductsDescription } from '../routes/products/list-products.openapi.ts';
import { formatSchemas } from './format-schemas.ts';
import { GUIDES } from './guides.ts';
import { cancelImportDescription } from '../routes/imports/cancel-import.openapi.ts';
import { createImportDescription } from '../routes/imports/create-import.openapi.ts';
import { getImportReportDescription } from '../routes/imports/get-import-report.openapi.ts';
import { getImportDescription } from '../routes/imports/get-import.openapi.ts';
import { listImportsDescription } from '../routes/imports/list-imports.openapi.ts';
import { listIssuesDescription } from '../routes/imports/list-issues.openapi.ts';
import { recordPartsDescription } from '../routes/imports/record-parts.openapi.ts';
import { startImportDescription } from '../routes/imports/start-import.openapi.ts';
import { dropDeadLettersDescription } from '../routes/dead-letters/drop-dead-letters.openapi.ts';
import { listDeadLettersDescription } from '../routes/dead-letters/list-dead-letters.openapi.ts';
import { redriveDeadLettersDescription } from '../routes/dead-letters/redrive-dead-letters.openapi.ts';
import { cancelSubmissionDescription } from '../routes/submissions/cancel-submission.openapi.ts';
import { getReportDescription } from '../routes/submissions/get-report.openapi.ts';
import { getTimelineDescription } from '../routes/submissions/get-timeline.openapi.ts';
import { getSubmissionDescription } from '../routes/submissions/get-submission.openapi.ts';
import { listItemsDescription } from '../routes/submissions/list-items.openapi.ts';
import { listSubmissionsDescription } from '../routes/submissions/list-submissions.openapi.ts';
import { retrySubmissionDescription } from '../routes/submissions/retry-submission.openapi.ts';

const DESCRIPTIONS = [
  createProductDescription,
  createProductsDescription,
  listProductsDescription,
  patchProductBySkuDescription,
  deleteProductBySkuDescription,
  getProductDescription,
  patchProductDescription,
  deleteProductDescription,
  listSubmissionsDescription,
  getSubmissionDescription,
  listItemsDescription,
  getReportDescription,
  getTimelineDescription,
  retrySubmissionDescription,
  cancelSubmissionDescription,
  createImportDescription,
  listImportsDescription,
  getImportDescription,
  recordPartsDescription,
  startImportDescription,
  cancelImportDescription,
  listIssuesDescription,
  getImportReportDescription,
  listDeadLettersDescription,
  redriveDeadLettersDescription,
  dropDeadLettersDescription,
  getHealthDescription,
  getReadinessDescription,
  getStatsDescription,
  getOpenApiDescription,
  getDocsDescription,
  getDocsScriptDescription,
];

const INFO = {
  title: 'AsyncCatalog',
  version: '2.0.0',
  description: `Submit products, get an answer in milliseconds, and follow each product to its outcome.

${GUIDES}`,
  license: { name: 'MIT', identifier: 'MIT' },
};

const TAGS = [
  {
    name: 'Products',
    description: 'Submitted products are saved in the background. Each takes effect exactly once.',
  },
  { name: 'Submissions', description: 'Progress and results of what was submitted, kept for 30 days.' },
  {
    name: 'Imports',
    description:
      'Files of up to 5 GiB and 1,000,000 rows: CSV, TSV or NDJSON, each also as gzip. Kept for 30 days.',
  },
  {
    name: 'Dead letters',
    description:
      'For operators: messages of products that could not be saved, kept for 14 days. Messages of imports that were given up are in a queue of their own, which these operations leave alone.',
  },
  { name: 'Operations', description: 'What the service is doing, health checks and documentation.' },
];

/**
 * Creates the OpenAPI document from the schemas that the service uses. Only the build calls it, because the
 * generator would add a fifth to the code that an instance loads.
 */
export function createDocument() {
  const { openAPIRegistry: registry, getOpenAPI31Document } = new OpenAPIHono();
  registry.registerComponent('securitySchemes', 'accessToken', {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description: 'An OpenID Connect access token. Each operation lists the scope that it needs.',
  });
  for (const description of DESCRIPTIONS) {
    registry.registerPath(description);
  }
  return formatSchemas(
    getOpenAPI31Document({ openapi: '3.1.0', info: INFO, servers: [{ url: '/' }], tags: TAGS }),
  );
}
