import { refuseRepeatedHeaders } from '@async-catalog/http-contract';
import { createMiddleware } from 'hono/factory';
import type { AppEnv } from '../app-env.ts';

/** Refuses a request with two values of a header that has one. */
export const refuseRepeated = createMiddleware<AppEnv>(async (c, next) => {
  refuseRepeatedHeaders((name) => c.req.header(name));
  await next();
});
