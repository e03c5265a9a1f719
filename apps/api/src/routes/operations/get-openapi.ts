import type { Context } from 'hono';
import type { AppEnv } from '../../app-env.ts';

export async function getOpenApi(c: Context<AppEnv>): Promise<Response> {
  return c.body(await c.var.deps.documentation.openApi(), 200, { 'content-type': 'application/json' });
}
