import { internalError, ProblemError } from '@async-catalog/http-contract';
import { createProblem, PROBLEM_MEDIA_TYPE, type Problem } from '@async-catalog/product-schema';
import type { Context } from 'hono';
import type { AppEnv } from '../app-env.ts';

/** Answers an error as a problem. A fault of ours is logged in full and answered with a fixed sentence. */
export function handleError(error: unknown, c: Context<AppEnv>): Response {
  return renderProblem(error instanceof ProblemError ? error : internalError(error), c);
}

export function handleNotFound(c: Context<AppEnv>): Response {
  return renderProblem(new ProblemError('NOT_FOUND', 'No such path. See /docs.'), c);
}

export function handleMethodNotAllowed(c: Context<AppEnv>, methods: readonly string[]): Response {
  const allow = methods.join(', ');
  return renderProblem(
    new ProblemError('METHOD_NOT_ALLOWED', `Allowed methods: ${allow}.`, { headers: { allow } }),
    c,
  );
}

/** Answers a request whose URL can't be parsed, which never reaches the app. */
export function handleMalformedRequest(): Response {
  const requestId = crypto.randomUUID();
  const detail = 'The request target or the Host header is malformed.';
  const problem = createProblem('INVALID_REQUEST', { detail, instance: '/', requestId });
  return toResponse(problem, {
    'x-request-id': requestId,
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
  });
}

function renderProblem(error: ProblemError, c: Context<AppEnv>): Response {
  const { code, message, errors, submissionId, headers, cause } = error;
  const { requestId, deps } = c.var;
  const problem = createProblem(code, {
    detail: message,
    instance: c.req.path,
    requestId,
    errors,
    submissionId,
  });
  if (problem.status >= 500 && cause !== undefined) {
    deps.log.error(code, { requestId, error: cause });
  }
  c.set('problem', error);
  return toResponse(problem, headers);
}

function toResponse(problem: Problem, headers: Readonly<Record<string, string>>): Response {
  return new Response(JSON.stringify(problem), {
    status: problem.status,
    headers: { ...headers, 'content-type': PROBLEM_MEDIA_TYPE },
  });
}
