export { ANONYMOUS, EVERYBODY } from './anonymous.ts';
export { boundPointer } from './bound-pointer.ts';
export { CATALOG_API_ID } from './catalog-api-id.ts';
export { readContentEncoding, type ContentEncoding } from './content-encoding.ts';
export { COMPRESS_ABOVE_BYTES, toEventBody, type EventBody } from './event-body.ts';
export { FILE_SPLITTER_ID } from './file-splitter-id.ts';
export { IDEMPOTENCY_KEY, readIdempotencyKey } from './idempotency-key.ts';
export {
  MAX_BATCH_ITEMS,
  MAX_BODY_BYTES,
  MAX_PACKING_RATIO,
  MAX_SENT_BYTES,
  MAX_WAIT_SECONDS,
} from './limits.ts';
export {
  CSV_MEDIA_TYPE,
  GZIP_MEDIA_TYPE,
  JSON_MEDIA_TYPE,
  MERGE_PATCH_MEDIA_TYPE,
  NDJSON_MEDIA_TYPE,
  readMediaType,
  TSV_MEDIA_TYPE,
  type BodyMediaType,
} from './media-types.ts';
export { readPreferences, type Handling, type Preferences } from './preferences.ts';
export { MAX_PROBLEM_ERRORS, ProblemError, type ProblemDetails } from './problem-error.ts';
export {
  dependencyUnavailable,
  internalError,
  nothingTaken,
  outcomeUnknown,
  unfitItems,
} from './problems.ts';
export { refuseRepeatedHeaders } from './repeated-headers.ts';
export { readRequestId } from './request-id.ts';
export { readTraceparent } from './traceparent.ts';
export { refuseUndecodableQuery } from './undecodable-query.ts';
