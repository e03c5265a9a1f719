import {
  PROBLEM_MEDIA_TYPE,
  Problem,
  statusOf,
  titleOf,
  type ErrorCode,
} from '@async-catalog/product-schema';
import { type FailedOperation, problem } from './examples.ts';
import { header, PREFERENCE_APPLIED, REQUEST_ID, RETRY_AFTER } from './headers.ts';

/** Headers that come with a code, besides `X-Request-Id`. */
const HEADERS: Partial<Record<ErrorCode, ReturnType<typeof header>>> = {
  UNAUTHENTICATED: header('WWW-Authenticate', 'What is wrong with the access token (RFC 6750).'),
  FORBIDDEN: header('WWW-Authenticate', 'The scope that is needed (RFC 6750).'),
  UNSUPPORTED_MEDIA_TYPE: {
    ...header('Accept', 'The media types that a POST takes.'),
    ...header('Accept-Patch', 'The media types that a PATCH takes (RFC 5789).'),
  },
  NOT_ACCEPTABLE: header('Vary', '`Accept`.'),
  REPORT_NOT_READY: RETRY_AFTER,
  REQUEST_IN_PROGRESS: RETRY_AFTER,
  NO_VALID_ITEM: PREFERENCE_APPLIED,
  INVALID_ITEMS: PREFERENCE_APPLIED,
  TOO_MANY_REQUESTS: RETRY_AFTER,
  DEPENDENCY_UNAVAILABLE: {
    ...RETRY_AFTER,
    ...header('Location', 'URL of the submission, if some of it may be accepted.'),
  },
};

/** Describes the problems of an operation: for each status, its codes, and an example of each. */
export function problemResponses(codes: readonly ErrorCode[], operation: FailedOperation) {
  const responses = Map.groupBy(codes, (code) => statusOf(code));
  return Object.fromEntries(
    [...responses].map(([status, group]) => [status, problemResponse(group, operation)]),
  );
}

function problemResponse(codes: readonly ErrorCode[], operation: FailedOperation) {
  const examples = Object.fromEntries(codes.map((code) => [code, { value: problem(code, operation) }]));
  return {
    description: codes.map((code) => `\`${code}\`: ${titleOf(code)}.`).join(' '),
    headers: Object.assign({}, REQUEST_ID, ...codes.map((code) => HEADERS[code])),
    content: { [PROBLEM_MEDIA_TYPE]: { schema: Problem, examples } },
  };
}
