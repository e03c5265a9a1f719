import { createProblem, PROBLEM_MEDIA_TYPE } from '@async-catalog/product-schema';
import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { AppEnv } from './app-env.ts';
import { ProblemError } from './core/problem-error.ts';

/** The one place where problems are rendered. What isn't meant for the consumer is logged in full and answered with a fixed sentence. */
export function handleError(error: unknown, c: Context<AppEnv>): Response {
  const problem = toProblemError(error);
  if (problem.cause !== undefined) {
    c.var.deps.log.error(problem.code, { requestId: c.var.requestId, error: problem.cause });
  }
  return renderProblem(problem, c);
}

export function handleNotFound(c: Context<AppEnv>): Response {
  return renderProblem(
    new ProblemError('NOT_FOUND', 'There is nothing here; see /docs for what there is.'),
    c,
  );
}

export function handleMethodNotAllowed(c: Context<AppEnv>, methods: string[]): Response {
  const allow = methods.join(', ');
  const response = renderProblem(new ProblemError('METHOD_NOT_ALLOWED', `Use one of ${allow}.`), c);
  response.headers.set('allow', allow);
  return response;
}

function toProblemError(error: unknown): ProblemError {
  if (error instanceof ProblemError) {
    return error;
  }
  if (error instanceof HTTPException && error.status < 500) {
    return new ProblemError('INVALID_REQUEST', 'The request is malformed.', { cause: error });
  }
  return new ProblemError('INTERNAL_ERROR', 'It was logged; tell us the requestId.', { cause: error });
}

function renderProblem(error: ProblemError, c: Context<AppEnv>): Response {
  const problem = createProblem(error.code, {
    detail: error.message,
    instance: c.req.path,
    requestId: c.var.requestId,
    ...(error.errors !== undefined && { errors: error.errors }),
  });
  return c.body(JSON.stringify(problem), problem.status as 400, {
    'content-type': PROBLEM_MEDIA_TYPE,
    'x-request-id': c.var.requestId,
    ...(error.retryAfterSeconds !== undefined && { 'retry-after': String(error.retryAfterSeconds) }),
  });
}
