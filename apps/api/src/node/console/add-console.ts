import { cacheControlOf, isFilePath, securityHeaders } from '@async-catalog/console-hosting';
import { serveStatic } from '@hono/node-server/serve-static';
import type { Hono } from 'hono';
import { compress } from 'hono/compress';
import { etag } from 'hono/etag';
import type { AppEnv } from '../../app-env.ts';
import { handleMethodNotAllowed, handleNotFound } from '../../middleware/handle-error.ts';
import { addFaults } from './add-faults.ts';
import type { ConsoleSettings } from './console-env.ts';

export const CONSOLE_PATH = '/console';

/** Adds the console to a service on Node, as CloudFront serves it on AWS. The OpenAPI document has none of it. */
export function addConsole(api: Hono<AppEnv>, { dir, config, connect, faultsUrl }: ConsoleSettings): void {
  const headers = Object.entries(securityHeaders(connect));
  const toFile = (path: string): string => path.slice(CONSOLE_PATH.length);

  api.get('/', (c) => c.redirect(`${CONSOLE_PATH}/`));
  api.get(CONSOLE_PATH, (c) => c.redirect(`${CONSOLE_PATH}/`));
  api.use(`${CONSOLE_PATH}/*`, async (c, next) => {
    await next();
    headers.forEach(([name, value]) => c.res.headers.set(name, value));
    if (!c.res.headers.has('cache-control') && (c.res.ok || c.res.status === 304)) {
      c.res.headers.set('cache-control', cacheControlOf(toFile(c.req.path).slice(1)));
    }
  });
  api.use(`${CONSOLE_PATH}/*`, compress(), etag());
  if (faultsUrl !== undefined) {
    addFaults(api, faultsUrl);
  }
  api.get(`${CONSOLE_PATH}/config.json`, (c) => c.json(config));
  api.get(`${CONSOLE_PATH}/*`, serveStatic({ root: dir, rewriteRequestPath: toFile }));
  const page = serveStatic<AppEnv>({ root: dir, path: 'index.html' });
  api.get(`${CONSOLE_PATH}/*`, async (c, next) =>
    isFilePath(toFile(c.req.path)) ? handleNotFound(c) : page(c, next),
  );
  api.all(`${CONSOLE_PATH}/*`, (c) => handleMethodNotAllowed(c, ['GET', 'HEAD']));
}
