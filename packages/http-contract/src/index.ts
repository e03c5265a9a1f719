export { ANONYMOUS } from './anonymous.ts';
export { boundPointer } from './bound-pointer.ts';
export { MAX_BATCH_ITEMS, MAX_BODY_BYTES, MAX_PACKING_RATIO, MAX_WAIT_SECONDS } from './limits.ts';
export { JSON_MEDIA_TYPE, NDJSON_MEDIA_TYPE } from './media-types.ts';
export { readPreferences, type Handling, type Preferences } from './preferences.ts';
export { MAX_PROBLEM_ERRORS, ProblemError, type ProblemDetails } from './problem-error.ts';
export { dependencyUnavailable, internalError, nothingTaken, outcomeUnknown } from './problems.ts';
export { readRequestId } from './request-id.ts';
export { readTraceparent } from './traceparent.ts';
