import { Hono } from 'hono';
import type { AppEnv } from '../../app-env.ts';
import { getDocs, getDocsScript } from './get-docs.ts';
import { getHealth } from './get-health.ts';
import { getOpenApi } from './get-openapi.ts';
import { getReadiness } from './get-readiness.ts';

/** Open to everybody: probes and readers of the documentation have no token. */
export const operationsRoutes = new Hono<AppEnv>()
  .get('/healthz', getHealth)
  .get('/readyz', getReadiness)
  .get('/openapi.json', getOpenApi)
  .get('/docs', getDocs)
  .get('/docs/scalar.js', getDocsScript);
