import { Hono } from 'hono';
import { methodNotAllowed } from 'hono/method-not-allowed';
import type { AppEnv } from './app-env.ts';
import type { Deps } from './core/deps.ts';
import { correlate } from './correlate.ts';
import { handleError, handleMethodNotAllowed, handleNotFound } from './errors.ts';
import { operationsRoutes } from './routes/operations/index.ts';
import { productRoutes } from './routes/products/index.ts';
import { submissionRoutes } from './routes/submissions/index.ts';

/** The whole service. It reads no configuration and never listens: that is for the entries. */
export function createApp(deps: Deps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.use(correlate(deps));
  app.use(methodNotAllowed({ app, onMethodNotAllowed: handleMethodNotAllowed }));
  app.onError(handleError);
  app.notFound(handleNotFound);
  app.route('/', operationsRoutes);
  app.route('/products', productRoutes);
  app.route('/submissions', submissionRoutes);
  return app;
}
