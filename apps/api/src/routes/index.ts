import { cancelImport } from './imports/cancel-import.ts';
import { createImport } from './imports/create-import.ts';
import { getImport } from './imports/get-import.ts';
import { getImportReport } from './imports/get-import-report.ts';
import { listImports } from './imports/list-imports.ts';
import { listIssues } from './imports/list-issues.ts';
import { recordParts } from './imports/record-parts.ts';
import { startImport } from './imports/start-import.ts';
import { dropDeadLetters } from './dead-letters/drop-dead-letters.ts';
import { listDeadLetters } from './dead-letters/list-dead-letters.ts';
import { redriveDeadLetters } from './dead-letters/redrive-dead-letters.ts';
import type { Operation } from './operation.ts';
import {
  deleteProduct,
  deleteProductBySku,
  patchProduct,
  patchProductBySku,
} from './products/change-product.ts';
import { createProduct, createProducts } from './products/create-products.ts';
import { getProduct } from './products/get-product.ts';
import { listProducts } from './products/list-products.ts';
import { getDocs, getDocsScript } from './service/get-docs.ts';
import { getHealth } from './service/get-health.ts';
import { getOpenApi } from './service/get-openapi.ts';
import { getReadiness } from './service/get-readiness.ts';
import { getStats } from './service/get-stats.ts';
import { cancelSubmission } from './submissions/cancel-submission.ts';
import { getReport } from './submissions/get-report.ts';
import { getSubmission } from './submissions/get-submission.ts';
import { getTimeline } from './submissions/get-timeline.ts';
import { listItems } from './submissions/list-items.ts';
import { listSubmissions } from './submissions/list-submissions.ts';
import { retrySubmission } from './submissions/retry-submission.ts';

/**
 * All operations. A fixed path comes before one with a parameter in its place, or `batch` would be taken for
 * a product's id.
 */
export const OPERATIONS: readonly Operation[] = [
  createProduct,
  createProducts,
  listProducts,
  patchProductBySku,
  deleteProductBySku,
  getProduct,
  patchProduct,
  deleteProduct,
  listSubmissions,
  getSubmission,
  listItems,
  getReport,
  getTimeline,
  retrySubmission,
  cancelSubmission,
  createImport,
  listImports,
  getImport,
  recordParts,
  startImport,
  cancelImport,
  listIssues,
  getImportReport,
  listDeadLetters,
  redriveDeadLetters,
  dropDeadLetters,
  getHealth,
  getReadiness,
  getStats,
  getOpenApi,
  getDocs,
  getDocsScript,
];
