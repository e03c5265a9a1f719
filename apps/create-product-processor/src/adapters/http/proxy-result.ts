import { createProblem, PROBLEM_MEDIA_TYPE } from '@async-catalog/product-schema';
import type { Answer } from '../../core/answering/answer.ts';
import type { ProblemError } from '../../core/answering/problem-error.ts';

/** An answer as API Gateway takes it, the same for payloads 1.0 and 2.0. */
export interface ProxyResult {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export function resultOf({ status, headers, body }: Answer, requestId: string): ProxyResult {
  return {
    statusCode: status,
    headers: { 'content-type': 'application/json', 'x-request-id': requestId, ...headers },
    body: JSON.stringify(body),
  };
}

/** `instance` is the request's path. */
export function problemResultOf(error: ProblemError, requestId: string, instance: string): ProxyResult {
  const problem = createProblem(error.code, {
    detail: error.message,
    instance,
    requestId,
    ...(error.errors !== undefined && { errors: error.errors }),
  });
  return {
    statusCode: problem.status,
    headers: { 'content-type': PROBLEM_MEDIA_TYPE, 'x-request-id': requestId, ...error.headers },
    body: JSON.stringify(problem),
  };
}
