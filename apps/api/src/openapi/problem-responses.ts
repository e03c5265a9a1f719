import {
  PROBLEM_MEDIA_TYPE,
  Problem,
  statusOf,
  titleOf,
  type ErrorCode,
} from '@async-catalog/product-schema';
import { problem } from './examples.ts';
import { header, REQUEST_ID, RETRY_AFTER } from './headers.ts';

/** Codes that every operation with an access token can answer. */
const COMMON_CODES = ['UNAUTHENTICATED', 'FORBIDDEN', 'INTERNAL_ERROR', 'DEPENDENCY_UNAVAILABLE'] as const;

/** Headers that come with a status, besides the request's id. */
const HEADERS: Readonly<Record<number, ReturnType<typeof header>>> = {
  401: header('WWW-Authenticate', 'What is wrong with the access token (RFC 6750).'),
  403: header('WWW-Authenticate', 'Which scope is needed (RFC 6750).'),
  409: RETRY_AFTER,
  429: RETRY_AFTER,
  503: RETRY_AFTER,
};

/** The problems of an operation: for each status, the codes that come with it, and an example of each. */
export function problemResponses(codes: readonly ErrorCode[]) {
  const responses = Map.groupBy(codes, (code) => statusOf(code));
  return Object.fromEntries(
    [...responses].map(([status, group]) => [status, problemResponse(status, group)]),
  );
}

/** The same of an operation that needs an access token. */
export function securedProblemResponses(codes: readonly ErrorCode[]) {
  return problemResponses([...codes, ...COMMON_CODES]);
}

function problemResponse(status: number, codes: readonly ErrorCode[]) {
  const examples = Object.fromEntries(codes.map((code) => [code, { value: problem(code) }]));
  return {
    description: codes.map((code) => `\`${code}\`: ${titleOf(code)}.`).join(' '),
    headers: { ...REQUEST_ID, ...HEADERS[status], ...(codes.includes('REPORT_NOT_READY') && RETRY_AFTER) },
    content: { [PROBLEM_MEDIA_TYPE]: { schema: Problem, examples } },
  };
}
