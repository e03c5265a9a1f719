import { createProblem, PROBLEM_MEDIA_TYPE, type Problem } from '@async-catalog/product-schema';
import type { Context } from 'hono';
import type { AppEnv } from './app-env.ts';
import { ProblemError } from './core/problem-error.ts';

/** The one place where problems are rendered. A fault of ours is logged in full and answered with a fixed sentence. */
export function handleError(error: unknown, c: Context<AppEnv>): Response {
  const problem =
    error instanceof ProblemError
      ? error
      : new ProblemError('INTERNAL_ERROR', 'It was logged; tell us the requestId.', { cause: error });
  return renderProblem(problem, c);
}

export function handleNotFound(c: Context<AppEnv>): Response {
  return renderProblem(new ProblemError('NOT_FOUND', 'There is nothing here; /docs shows what there is.'), c);
}

export function handleMethodNotAllowed(c: Context<AppEnv>, methods: string[]): Response {
  const allow = methods.join(', ');
  return renderProblem(
    new ProblemError('METHOD_NOT_ALLOWED', `Use one of ${allow}.`, { headers: { allow } }),
    c,
  );
}

/** For a request of which not even a URL can be made, so that the app never sees it. */
export function handleMalformedRequest(): Response {
  const requestId = crypto.randomUUID();
  const detail = 'The request target or the Host header is malformed.';
  const problem = createProblem('INVALID_REQUEST', { detail, instance: '/', requestId });
  return toResponse(problem, { 'x-request-id': requestId, 'x-content-type-options': 'nosniff' });
}

function renderProblem(error: ProblemError, c: Context<AppEnv>): Response {
  const { code, message, errors, headers, cause } = error;
  const { requestId, deps } = c.var;
  const problem = createProblem(code, {
    detail: message,
    instance: c.req.path,
    requestId,
    ...(errors !== undefined && { errors }),
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
