export { batchesOf } from './batches.ts';
export type {
  BatchOptions,
  CallOptions,
  CatalogClient,
  ChangeOptions,
  ImportPart,
  ImportReportFormat,
  ListOptions,
  PageOptions,
  SubmitOptions,
} from './catalog-client.ts';
export type { CatalogHttp, CatalogHttpOptions } from './catalog-http.ts';
export { CatalogProblemError } from './catalog-problem-error.ts';
export { createCatalogClient } from './create-catalog-client.ts';
export { ImportOverdueError } from './import-overdue-error.ts';
export type * from './openapi.ts';
export { SubmissionOverdueError } from './submission-overdue-error.ts';
export { PartUploadError } from './upload-part.ts';
export type { ImportWaitOptions } from './wait-for-import.ts';
export type { WaitOptions } from './wait-for-submission.ts';
