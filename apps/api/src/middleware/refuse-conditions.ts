import { ProblemError } from '@async-catalog/http-contract';
import { createMiddleware } from 'hono/factory';
import type { AppEnv } from '../app-env.ts';

const CONDITIONS = ['If-Match', 'If-None-Match', 'If-Unmodified-Since'];

/** Refuses the conditions of a request whose handler checks none: it is safer than to ignore one. The intake checks, or refuses, its own. */
export const refuseConditions = createMiddleware<AppEnv>(async (c, next) => {
  const sent = CONDITIONS.find((name) => c.req.header(name) !== undefined);
  if (sent !== undefined) {
    throw new ProblemError('INVALID_REQUEST', `${sent} isn't checked here. Leave it out.`);
  }
  await next();
});
