import { readRequestId, readTraceparent, type ProblemError } from '@async-catalog/http-contract';
import { createMiddleware } from 'hono/factory';
import { routePath } from 'hono/route';
import type { AppDeps, AppEnv } from '../app-env.ts';

/** Gives each request an id (the consumer's, if valid), returns it in the answer, and logs one line. */
export function requestLog(deps: AppDeps) {
  return createMiddleware<AppEnv>(async (c, next) => {
    const startedAt = performance.now();
    const requestId = readRequestId(c.req.header('x-request-id')) ?? deps.newId();
    c.set('deps', deps);
    c.set('startedAt', deps.now());
    c.set('requestId', requestId);
    await next();
    const problem = c.get('problem');
    c.res.headers.set('x-request-id', requestId);
    // Many answers repeat what consumers sent: no browser must take one for a page or a script.
    c.res.headers.set('x-content-type-options', 'nosniff');
    deps.log.info('request', {
      method: c.req.method,
      // After `next()`, the route of the handler that answered.
      route: routePath(c),
      status: c.res.status,
      problem: problem?.code,
      reason: reasonOf(problem),
      durationMs: Math.round((performance.now() - startedAt) * 10) / 10,
      requestId,
      traceparent: readTraceparent(c.req.header('traceparent')),
      caller: c.get('caller'),
    });
  });
}

/** The cause of a refusal, where the consumer gets less detail than the log. */
function reasonOf(problem: ProblemError | undefined): string | undefined {
  return problem?.cause instanceof Error ? problem.cause.message : undefined;
}
