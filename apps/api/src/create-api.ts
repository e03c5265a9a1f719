import { Hono } from 'hono';
import { cors } from 'hono/cors';
import type { AppEnv } from './app-env.ts';
import { CORS } from './cors.ts';
import { createStatsReader } from './core/stats/create-stats-reader.ts';
import { createWatch } from './core/watch.ts';
import type { Deps } from './deps.ts';
import { cacheControl } from './middleware/cache-control.ts';
import { countRequest, limitHeaders } from './middleware/caller-limits.ts';
import { handleError, handleMethodNotAllowed, handleNotFound } from './middleware/handle-error.ts';
import { requestLog } from './middleware/request-log.ts';
import { refuseRepeated } from './middleware/refuse-repeated.ts';
import { requireScope } from './middleware/require-scope.ts';
import { OPERATIONS } from './routes/index.ts';

/** Creates the whole service. The entries read the configuration and listen. */
export function createApi(deps: Deps): Hono<AppEnv> {
  const api = new Hono<AppEnv>();
  const appDeps = {
    ...deps,
    watchSubmission: createWatch(deps, (id) => deps.submissions.get(id)),
    watchImport: createWatch(deps, (id) => deps.imports.get(id)),
    readStats: createStatsReader(deps),
  };
  api.use(requestLog(appDeps));
  api.use(cacheControl);
  if (deps.allowedOrigins.length > 0) {
    // Before the token is asked for: browsers send none with a preflight.
    api.use(cors({ origin: [...deps.allowedOrigins], ...CORS, allowMethods: [...CORS.allowMethods] }));
  }
  api.onError(handleError);
  api.notFound(handleNotFound);
  for (const [path, operations] of Map.groupBy(OPERATIONS, (operation) => operation.path)) {
    for (const { method, scope, middleware = [], handle } of operations) {
      const access = scope === undefined ? [] : [limitHeaders, requireScope(scope), countRequest];
      api.on(method, [path], refuseRepeated, ...access, ...middleware, handle);
    }
    const methods = operations.flatMap(({ method }) => (method === 'GET' ? ['GET', 'HEAD'] : method));
    api.all(path, (c) => handleMethodNotAllowed(c, methods));
  }
  return api;
}
