import { createMiddleware } from 'hono/factory';
import type { AppEnv } from '../app-env.ts';

/** Headers of an answer that a browser may keep, but asks about before it uses it again. */
export const REVALIDATED = { 'cache-control': 'private, no-cache' };

/** Lets nobody keep an answer whose operation doesn't say otherwise: most are one caller's own, or change soon. */
export const cacheControl = createMiddleware<AppEnv>(async (c, next) => {
  await next();
  if (!c.res.headers.has('cache-control')) {
    c.res.headers.set('cache-control', 'no-store');
  }
});
