import { limitExceeded } from '@async-catalog/caller-limits';
import { internalError, MAX_SENT_BYTES, nothingTaken, unfitItems } from '@async-catalog/http-contract';
import {
  createProblem,
  IMPORT_PART_BYTES,
  importIdForKey,
  importLinks,
  productIdOf,
  submissionIdForKey,
  submissionLinks,
  type Accepted,
  type ErrorCode,
  type FieldError,
  type Import,
  type ImportIssue,
  type ImportIssueGroup,
  type ImportRequest,
  type ImportUpload,
  type Op,
  type ProductChanges,
  type ProductInput,
  type Product,
  type RejectedItem,
  type Report,
  type Stats,
  type Submission,
  type SubmissionTimeline,
} from '@async-catalog/product-schema';
import { needsScope, type Scope } from '../auth/authenticate.ts';
import type { DeadLetterList } from '../core/dead-letters/list-dead-letters.ts';
import type { SubmissionItem } from '../core/submission-items.ts';
import { MAX_JSON_BYTES } from '../routes/read-json.ts';

export const submissionId = submissionIdForKey('shop-1', 'example');
const createdAt = '2026-01-31T09:30:00.000Z';
const completedAt = '2026-01-31T09:30:00.480Z';

export const productInput = {
  name: 'Teapot, cast iron',
  price: 49.9,
  currency: 'EUR',
  sku: 'TEA-IRON-08',
  category: 'Kitchen',
  tags: ['tea', 'iron'],
  attributes: { litres: 0.8, dishwasherSafe: false },
} satisfies ProductInput;

export const productChanges = {
  price: 44.9,
  category: null,
  attributes: { litres: null },
} satisfies ProductChanges;

const patch = { op: 'patch' as const, sku: productInput.sku, ...productChanges };
const merge = {
  op: 'merge' as const,
  sku: 'TEA-WHISK-03',
  name: 'Whisk, bamboo',
  price: 12.5,
  currency: 'EUR',
};
const remove = { op: 'delete' as const, sku: 'TEA-TRAY-01' };

/** One item of each operation. They can be sent in this order, and again, to any catalog. */
export const operations = [productInput, patch, merge, remove];

export const operationExamples = {
  put: { value: productInput },
  patch: { value: patch },
  merge: { value: merge },
  delete: { value: remove },
};

const productId = productIdOf({ submissionId, index: 0, sku: productInput.sku });

export const product: Product = {
  id: productId,
  ...productInput,
  submissionId,
  createdAt: completedAt,
  updatedAt: completedAt,
  version: 1,
};

const refused: FieldError = {
  pointer: '/price',
  code: 'TOO_MANY_DECIMALS',
  detail: 'has more than the 2 decimals of EUR; round it',
};

export const accepted: Accepted = {
  submissionId,
  status: 'queued',
  total: 1,
  items: [{ index: 0, productId, sku: productInput.sku, op: 'put' }],
  rejected: [],
  warnings: [],
  links: submissionLinks(submissionId),
};

/** Builds the answer to one product that is changed, by its id or by its SKU. */
export function acceptedOf(op: Op, named: { readonly sku?: string } = {}): Accepted {
  return { ...accepted, items: [{ index: 0, productId, ...named, op }] };
}

export const acceptedBatch: Accepted = {
  ...accepted,
  total: operations.length,
  items: operations.map(({ sku, ...operation }, index) => ({
    index,
    productId: productIdOf({ submissionId, index, sku }),
    sku,
    op: 'op' in operation ? operation.op : 'put',
  })),
};

export const rejectedItem: RejectedItem = { index: 1, sku: 'TEA-CUP-02', errors: [refused] };

export const submission: Submission = {
  submissionId,
  status: 'completed_with_errors',
  counts: { total: 2, saved: 1, superseded: 0, failed: 0, rejected: 1, cancelled: 0, pending: 0 },
  createdAt,
  completedAt,
  deadlineAt: '2026-01-31T09:45:00.000Z',
  expiresAt: '2026-03-02T09:30:00.000Z',
  reportReady: true,
  links: submissionLinks(submissionId),
};

/** Builds a submission of which every item is saved. */
export function finishedSubmission(total: number): Submission {
  return {
    ...submission,
    status: 'completed',
    counts: { ...submission.counts, total, saved: total, rejected: 0 },
  };
}

export const stats: Stats = {
  asOf: '2026-01-31T09:30:24.120Z',
  savedPerMinute: Array.from({ length: 60 }, (_, minute) => ({
    at: new Date(Date.UTC(2026, 0, 31, 8, 31 + minute)).toISOString(),
    count: minute < 57 ? 0 : 840,
  })),
  failedLastHour: [
    { code: 'VERSION_CONFLICT', count: 3 },
    { code: 'RETRIES_EXHAUSTED', count: 1 },
  ],
  queues: [
    {
      name: 'product-queue',
      waiting: 12,
      inFlight: 20,
      delayed: 0,
      oldestMessage: { ageSeconds: 4, at: '2026-01-31T09:29:00.000Z' },
    },
    { name: 'product-bulk-queue', waiting: 0, inFlight: 0, delayed: 0 },
    { name: 'import-queue', waiting: 0, inFlight: 0, delayed: 0 },
  ],
  deadLetters: { products: 1, imports: 0 },
};

export const timeline: SubmissionTimeline = {
  submissionId,
  events: [
    { event: 'accepted', at: createdAt },
    { event: 'queued', at: '2026-01-31T09:30:00.090Z' },
    { event: 'first_saved', at: '2026-01-31T09:30:00.310Z' },
    { event: 'last_saved', at: '2026-01-31T09:30:00.310Z' },
    { event: 'completed', at: completedAt, status: submission.status },
    {
      event: 'retried',
      at: '2026-01-31T09:34:00.000Z',
      submissionId: submissionIdForKey('shop-1', 'example-retry'),
    },
  ],
};

export const cancelledSubmission: Submission = {
  submissionId,
  status: 'processing',
  counts: { total: 1000, saved: 412, superseded: 0, failed: 0, rejected: 0, cancelled: 0, pending: 588 },
  createdAt,
  cancelledAt: completedAt,
  deadlineAt: submission.deadlineAt,
  expiresAt: submission.expiresAt,
  reportReady: false,
  links: submission.links,
};

export const submissionItems: SubmissionItem[] = [
  { index: 0, productId, sku: productInput.sku, op: 'put', outcome: 'saved', change: 'created' },
  { index: 1, sku: 'TEA-CUP-02', outcome: 'rejected', error: refused },
];

export const report: Report = {
  header: { schemaVersion: 2, submissionId, caller: 'shop-1', createdAt, completedAt },
  summary: {
    status: submission.status,
    counts: submission.counts,
    durationMs: 480,
    changes: { created: 1, updated: 0, unchanged: 0, deleted: 0 },
    priceChanges: [],
    totals: [{ category: 'Kitchen', currency: 'EUR', products: 1, digits: 2, priceInMinorUnits: 4990 }],
  },
  issues: [{ index: 1, sku: 'TEA-CUP-02', severity: 'error', ...refused }],
  items: [
    {
      index: 0,
      productId,
      sku: productInput.sku,
      op: 'put',
      outcome: 'saved',
      change: 'created',
      version: 1,
    },
    { index: 1, sku: 'TEA-CUP-02', outcome: 'rejected' },
  ],
};

export const importId = importIdForKey('shop-1', 'example');

export const importRequest = {
  fileName: 'products.csv',
  size: 20_000_000,
  mapping: { columns: { Title: 'name', 'Price EUR': 'price' }, decimal: ',', defaults: { currency: 'EUR' } },
} satisfies ImportRequest;

export const createdImport: Import = {
  importId,
  fileName: importRequest.fileName,
  size: importRequest.size,
  dryRun: false,
  status: 'uploading',
  counts: {
    total: 0,
    saved: 0,
    superseded: 0,
    failed: 0,
    rejected: 0,
    cancelled: 0,
    valid: 0,
    pending: 0,
  },
  changes: { created: 0, updated: 0, unchanged: 0, deleted: 0 },
  rows: { read: 0, skipped: 0, complete: false },
  mapping: importRequest.mapping,
  createdAt,
  deadlineAt: '2026-02-01T09:30:00.000Z',
  expiresAt: '2026-03-02T09:30:00.000Z',
  reportReady: false,
  links: importLinks(importId),
};

export const importUpload: ImportUpload = {
  partBytes: IMPORT_PART_BYTES,
  partCount: 3,
  received: [1, 2],
  parts: [
    {
      number: 3,
      size: importRequest.size - 2 * IMPORT_PART_BYTES,
      url: `https://bucket.s3.eu-central-1.amazonaws.com/imports/${importId}/source?partNumber=3&X-Amz-Signature=ef46dadb`,
    },
  ],
  urlsExpireAt: '2026-01-31T10:30:00.000Z',
};

export const startedImport: Import = {
  ...createdImport,
  status: 'queued',
  format: { kind: 'csv', compression: 'none', encoding: 'utf-8', delimiter: ';' },
  guesses: [
    { column: 'Title', field: 'name', reason: 'given' },
    { column: 'Internal note', reason: 'no field has a name like it' },
  ],
  notes: [],
  startedAt: '2026-01-31T09:31:00.000Z',
  deadlineAt: '2026-01-31T09:46:01.000Z',
};

export const cancelledImport: Import = { ...startedImport, status: 'cancelled' };

export const importIssue: ImportIssue = {
  line: 848,
  index: 846,
  sku: 'TEA-CUP-02',
  pointer: refused.pointer,
  column: 'Price EUR',
  detail: refused.detail,
};

export const importIssueGroup: ImportIssueGroup = {
  code: refused.code,
  severity: 'error',
  count: 12,
  example: {
    line: importIssue.line,
    sku: 'TEA-CUP-02',
    pointer: importIssue.pointer,
    detail: importIssue.detail,
  },
};

export const importReportUrl = {
  url: `https://bucket.s3.eu-central-1.amazonaws.com/imports/${importId}/report.csv?X-Amz-Signature=0376ec9f`,
  expiresAt: '2026-01-31T10:30:00.000Z',
};

export const deadLetterIds = {
  ids: ['0d8e4a3c-5f0e-4c0b-9d55-3e0c8f0f6a11', '6b1d7c52-94e7-4a39-8a3f-1f4f0a7be9d2'],
};

export const deadLetterList: DeadLetterList = {
  asOf: '2026-01-31T18:00:00.000Z',
  count: 1,
  items: [
    {
      id: '0d8e4a3c-5f0e-4c0b-9d55-3e0c8f0f6a11',
      sentAt: '2026-01-31T16:31:07.512Z',
      code: 'RETRIES_EXHAUSTED',
      reason: 'ProvisionedThroughputExceededException',
      submissionId,
      index: 0,
      sku: productInput.sku,
      name: productInput.name,
      originalId: '4f7a2f0c-2f5a-4d1e-b6a9-7d8f1f1f2c33',
      body: JSON.stringify({ version: 1, submissionId, index: 0, product: productInput }),
    },
  ],
  more: false,
};

/** Operation that a problem is an example of. */
export interface FailedOperation {
  readonly method: string;
  /** With parameters as `:name`. */
  readonly path: string;
  readonly scope?: Scope | undefined;
  /** Media types of its body. */
  readonly mediaTypes?: readonly string[];
}

/** Details that depend on the operation. */
const DETAILS_OF: Partial<Record<ErrorCode, (failed: FailedOperation) => string>> = {
  FORBIDDEN: ({ scope = 'catalog:read' }) => needsScope(scope).message,
  UNSUPPORTED_MEDIA_TYPE: ({ mediaTypes = [] }) =>
    `Content-Type is missing or malformed; send ${mediaTypes.join(' or ')}.`,
  PAYLOAD_TOO_LARGE: ({ path }) =>
    /^\/(?:imports|dead-letters)/.test(path)
      ? `Send at most ${MAX_JSON_BYTES} bytes: leave out what is not needed.`
      : DETAILS.PAYLOAD_TOO_LARGE,
  DEPENDENCY_UNAVAILABLE: ({ method }) =>
    method === 'GET' ? 'A service this needs is unavailable. Try again.' : DETAILS.DEPENDENCY_UNAVAILABLE,
};

const DETAILS: Record<ErrorCode, string> = {
  MALFORMED_JSON: 'line 1, column 18: property name expected',
  INVALID_REQUEST: 'X-Request-Id was sent more than once, or has a comma outside quotes. Send one value.',
  UNAUTHENTICATED: 'The access token has expired. Get a new one.',
  FORBIDDEN: needsScope('catalog:write').message,
  NOT_FOUND: 'No such path. See /docs.',
  PRODUCT_NOT_FOUND: 'No product with this id has been saved.',
  PRODUCT_DELETED: `The product was deleted at ${completedAt}. It can be put again.`,
  SUBMISSION_NOT_FOUND: 'You have no submission with this id. Submissions are kept for 30 days.',
  IMPORT_NOT_FOUND: 'You have no import with this id. Imports are kept for 30 days.',
  REPORT_NOT_READY: 'The report is there once every item is settled. Try again later.',
  METHOD_NOT_ALLOWED: 'Allowed methods: GET, HEAD, POST.',
  NOT_ACCEPTABLE:
    'A report is application/json, text/csv, text/plain, or application/vnd.openxmlformats-officedocument.spreadsheetml.sheet. Accept one of these, or send ?format= with json, csv, txt, or xlsx.',
  REQUEST_TIMEOUT: 'The request took too long to arrive. Send it again.',
  REQUEST_IN_PROGRESS: 'The first request with this idempotency key is in progress; send it again.',
  UPLOAD_INCOMPLETE: 'Parts that were not reported: 3. Upload them, and report their ETags.',
  IMPORT_STARTED: 'This import is started, and takes no more parts.',
  IMPORT_ENDED: 'This import has ended: it was cancelled, it failed, or it is complete. Create another one.',
  SUBMISSION_ENDED: 'Every item of this submission has its outcome already. See its items.',
  SUBMISSION_OF_IMPORT: `This submission is a part of an import. Cancel all of it, by POST ${importLinks(importId).self}/cancel.`,
  PAYLOAD_TOO_LARGE: `Send at most ${MAX_SENT_BYTES} bytes: compress the body with gzip, or split the batch.`,
  UNSUPPORTED_MEDIA_TYPE: 'Send application/json.',
  INVALID_PRODUCT: unfitItems('INVALID_PRODUCT', []).message,
  NO_VALID_ITEM: unfitItems('NO_VALID_ITEM', []).message,
  INVALID_ITEMS: unfitItems('INVALID_ITEMS', []).message,
  IDEMPOTENCY_KEY_REUSED: 'The first request with this idempotency key had another body; use a new key.',
  INVALID_MAPPING:
    'Nothing was read. Send a mapping that fits the columns of the file; errors lists what is wrong.',
  INVALID_FILE: 'INVALID_GZIP: the file ends early; send it whole.',
  NOTHING_TO_RETRY: 'No item of this submission failed, or none that can be submitted again. See its items.',
  TOO_MANY_REQUESTS: limitExceeded({ policy: 'requests', quota: 100, left: 0, resetsInSeconds: 1 }, 1)
    .message,
  HEADERS_TOO_LARGE: 'The request line and headers are larger than 16 KiB.',
  INTERNAL_ERROR: internalError(undefined).message,
  DEPENDENCY_UNAVAILABLE: nothingTaken(undefined).message,
};

/** Field errors of the codes that have them. */
const ERRORS: Partial<Record<ErrorCode, FieldError[]>> = {
  INVALID_PRODUCT: [refused],
  INVALID_MAPPING: [
    { pointer: '/mapping/columns/Titel', code: 'UNKNOWN_FIELD', detail: 'is not a column of the file' },
  ],
  NO_VALID_ITEM: [{ ...refused, pointer: '/items/0/price' }],
  INVALID_ITEMS: [{ ...refused, pointer: '/items/1/price' }],
};

/** Fills in the path of an operation. */
function examplePath(path: string): string {
  const id = { products: productId, submissions: submissionId, imports: importId }[path.split('/')[1] ?? ''];
  return path.replace(':id', id ?? '');
}

/** Builds an example of a problem that an operation answers with. */
export function problem(code: ErrorCode, failed: FailedOperation) {
  const errors = ERRORS[code];
  return createProblem(code, {
    detail: DETAILS_OF[code]?.(failed) ?? DETAILS[code],
    instance: examplePath(failed.path),
    requestId: '0190e9a1-7c4b-7000-8000-5d1a2b3c4d5e',
    ...(errors !== undefined && { errors }),
  });
}
