import {
  limitExceeded,
  limitHeader,
  policyHeader,
  type Quotas,
  type Usage,
} from '@async-catalog/caller-limits';
import {
  type Handling,
  internalError,
  JSON_MEDIA_TYPE,
  nothingTaken,
  outcomeUnknown,
  ProblemError,
} from '@async-catalog/http-contract';
import { createProblem, PROBLEM_MEDIA_TYPE, type SubmissionId } from '@async-catalog/product-schema';
import { LimitExceededError, UnavailableError } from '../core/errors.ts';
import type { IntakeResult } from '../core/intake.ts';

/** Answer in API Gateway's shape, the same for payloads 1.0 and 2.0. */
export interface ProxyResult {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Parts of the request that its answer needs. */
export interface Exchange {
  readonly requestId: string;
  /** Unless the request was refused before, or stores nothing. */
  readonly submissionId?: SubmissionId;
  readonly path: string;
  readonly handling?: Handling | undefined;
  /** Limits of the caller, once it is known. */
  readonly quotas?: Quotas;
  /** State of those that were counted. */
  readonly usages?: readonly Usage[];
}

/** Most submissions are settled within a second or so. */
const RETRY_AFTER_SECONDS = 1;

export function toProxyResult(result: IntakeResult, exchange: Exchange): ProxyResult {
  if (result.kind === 'checked') {
    return respond(200, exchange, result.checked);
  }
  return respond(202, withUsage(exchange, result.usage), result.accepted, {
    location: result.accepted.links.self,
    'retry-after': String(RETRY_AFTER_SECONDS),
    ...preferenceApplied(exchange),
    ...(result.replayed && { 'idempotency-replayed': 'true' }),
  });
}

/** Writes a problem document. Its `instance` is the request's path. */
export function toProblemResult(
  { code, message, errors, headers, submissionId }: ProblemError,
  exchange: Exchange,
): ProxyResult {
  const problem = createProblem(code, {
    detail: message,
    instance: exchange.path,
    requestId: exchange.requestId,
    errors,
    submissionId,
  });
  return respond(problem.status, exchange, problem, {
    'content-type': PROBLEM_MEDIA_TYPE,
    // Nothing else depends on the handling.
    ...((code === 'INVALID_ITEMS' || code === 'NO_VALID_ITEM') && preferenceApplied(exchange)),
    ...headers,
  });
}

function respond(
  statusCode: number,
  { requestId, quotas, usages = [] }: Exchange,
  document: object,
  headers: ProxyResult['headers'] = {},
): ProxyResult {
  return {
    statusCode,
    headers: {
      'content-type': JSON_MEDIA_TYPE,
      'x-request-id': requestId,
      ...(quotas !== undefined && { 'ratelimit-policy': policyHeader(quotas) }),
      ...(usages.length > 0 && { ratelimit: limitHeader(usages) }),
      ...headers,
    },
    body: JSON.stringify(document),
  };
}

/** Adds what a further count has left. */
export function withUsage(exchange: Exchange, usage: Usage | undefined): Exchange {
  return usage === undefined ? exchange : { ...exchange, usages: [...(exchange.usages ?? []), usage] };
}

/** https://www.rfc-editor.org/rfc/rfc7240#section-3 */
function preferenceApplied({ handling }: Exchange): ProxyResult['headers'] {
  return handling === undefined ? {} : { 'preference-applied': `handling=${handling}` };
}

/** Turns any error into a problem that the consumer may see; its cause is for the log. */
export function toProblem(error: unknown, { submissionId }: Pick<Exchange, 'submissionId'>): ProblemError {
  if (error instanceof ProblemError) {
    return error;
  }
  if (error instanceof LimitExceededError) {
    return limitExceeded(error.usage, error.asked);
  }
  if (error instanceof UnavailableError) {
    return nothingTaken(error);
  }
  return isTimeout(error) ? outcomeUnknown(error, submissionId) : internalError(error);
}

/** middy names its package in the cause of each error it throws. Its core throws only when the time is up. */
function isTimeout(error: unknown): boolean {
  const cause = error instanceof Error ? (error.cause as { package?: unknown } | undefined) : undefined;
  return cause?.package === '@middy/core';
}
