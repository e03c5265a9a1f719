import { OpenAPIHono } from '@hono/zod-openapi';
import { methodNotAllowed } from 'hono/method-not-allowed';
import type { AppEnv } from './app-env.ts';
import type { Deps } from './core/deps.ts';
import { correlate } from './correlate.ts';
import { handleError, handleMethodNotAllowed, handleNotFound } from './errors.ts';
import { invalidRequest } from './invalid-request.ts';
import { createOperationsRoutes } from './routes/operations/index.ts';
import { createProductRoutes } from './routes/products/index.ts';
import { createSubmissionRoutes } from './routes/submissions/index.ts';

/** The whole service. It reads no configuration and never listens: that is for the entries. */
export function createApp(deps: Deps): OpenAPIHono<AppEnv> {
  const app = new OpenAPIHono<AppEnv>({ defaultHook: invalidRequest });
  app.use(correlate(deps));
  app.use(methodNotAllowed({ app, onMethodNotAllowed: handleMethodNotAllowed }));
  app.onError(handleError);
  app.notFound(handleNotFound);
  app.route('/', createOperationsRoutes());
  app.route('/products', createProductRoutes());
  app.route('/submissions', createSubmissionRoutes());
  return app;
}
