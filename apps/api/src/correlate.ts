import { createMiddleware } from 'hono/factory';
import { routePath } from 'hono/route';
import type { AppEnv } from './app-env.ts';
import type { Deps } from './core/deps.ts';
import type { ProblemError } from './core/problem-error.ts';

const REQUEST_ID = /^[\x20-\x7E]{1,128}$/;

/** https://www.w3.org/TR/trace-context/#traceparent-header */
const TRACEPARENT = /^[\da-f]{2}-[\da-f]{32}-[\da-f]{16}-[\da-f]{2}$/;

/** Gives each request its id (the consumer's, if it is fit to be one), answers it, and logs one line for each request. */
export function correlate(deps: Deps) {
  return createMiddleware<AppEnv>(async (c, next) => {
    const startedAt = performance.now();
    const sent = c.req.header('x-request-id');
    const requestId = sent !== undefined && REQUEST_ID.test(sent) ? sent : deps.newId();
    c.set('deps', deps);
    c.set('startedAt', deps.now());
    c.set('requestId', requestId);
    await next();
    const problem = c.get('problem');
    c.res.headers.set('x-request-id', requestId);
    // What consumers sent comes back in many answers: no browser is to take one for a page or a script.
    c.res.headers.set('x-content-type-options', 'nosniff');
    deps.log.info('request', {
      method: c.req.method,
      // Of the last handler that matched: the route's, not a middleware's.
      route: routePath(c, -1),
      status: c.res.status,
      problem: problem?.code,
      reason: reasonOf(problem),
      durationMs: Math.round((performance.now() - startedAt) * 10) / 10,
      requestId,
      traceparent: TRACEPARENT.exec(c.req.header('traceparent') ?? '')?.[0],
      caller: c.get('caller'),
    });
  });
}

/** What was wrong with the request, where more is known of it than the consumer is told. */
function reasonOf(problem: ProblemError | undefined): string | undefined {
  return problem?.cause instanceof Error ? problem.cause.message : undefined;
}
