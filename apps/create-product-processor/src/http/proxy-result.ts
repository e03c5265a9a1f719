import { type Handling, JSON_MEDIA_TYPE, type ProblemError } from '@async-catalog/http-contract';
import { createProblem, PROBLEM_MEDIA_TYPE } from '@async-catalog/product-schema';
import type { IntakeResult } from '../core/intake.ts';
import type { Exchange } from './http-exchange.ts';

/** Answer in API Gateway's shape, the same for payloads 1.0 and 2.0. */
export interface ProxyResult {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Most submissions are settled within a second or so. */
const RETRY_AFTER_SECONDS = 1;

export function toProxyResult(result: IntakeResult, { requestId, handling }: Exchange): ProxyResult {
  const headers = { 'content-type': JSON_MEDIA_TYPE, 'x-request-id': requestId };
  if (result.kind === 'checked') {
    return { statusCode: 200, headers, body: JSON.stringify(result.checked) };
  }
  const { accepted, replayed } = result;
  return {
    statusCode: 202,
    headers: {
      ...headers,
      location: accepted.links.self,
      'retry-after': String(RETRY_AFTER_SECONDS),
      ...preferenceApplied(handling),
      ...(replayed && { 'idempotency-replayed': 'true' }),
    },
    body: JSON.stringify(accepted),
  };
}

/** Writes a problem document. Its `instance` is the request's path. */
export function toProblemResult(error: ProblemError, { requestId, path, handling }: Exchange): ProxyResult {
  const problem = createProblem(error.code, {
    detail: error.message,
    instance: path,
    requestId,
    ...(error.errors !== undefined && { errors: error.errors }),
  });
  // Only these were decided by how the batch is handled.
  const isOfBatch = error.code === 'INVALID_ITEMS' || error.code === 'NO_VALID_ITEM';
  return {
    statusCode: problem.status,
    headers: {
      'content-type': PROBLEM_MEDIA_TYPE,
      'x-request-id': requestId,
      ...(isOfBatch && preferenceApplied(handling)),
      ...error.headers,
    },
    body: JSON.stringify(problem),
  };
}

/** https://www.rfc-editor.org/rfc/rfc7240#section-3 */
function preferenceApplied(handling: Handling | undefined): Record<string, string> {
  return handling === undefined ? {} : { 'preference-applied': `handling=${handling}` };
}
