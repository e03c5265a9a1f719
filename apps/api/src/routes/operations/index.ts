import { OpenAPIHono } from '@hono/zod-openapi';
import type { AppEnv } from '../../app-env.ts';
import { getHealth, getHealthRoute } from './get-health.ts';
import { getReadiness, getReadinessRoute } from './get-readiness.ts';

export function createOperationsRoutes(): OpenAPIHono<AppEnv> {
  return new OpenAPIHono<AppEnv>()
    .openapi(getHealthRoute, getHealth)
    .openapi(getReadinessRoute, getReadiness);
}
