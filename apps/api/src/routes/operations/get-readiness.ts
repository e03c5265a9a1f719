import type { Context } from 'hono';
import type { AppEnv } from '../../app-env.ts';
import { dependencyUnavailable } from '../../core/problem-error.ts';

export async function getReadiness(c: Context<AppEnv>): Promise<Response> {
  const outOfReach = await c.var.deps.outOfReach();
  if (outOfReach.length > 0) {
    const names = outOfReach.map(({ name }) => name).join(', ');
    const errors = outOfReach.map(({ error }) => error);
    throw dependencyUnavailable(`Out of reach: ${names}.`, new AggregateError(errors, names));
  }
  return c.json({ status: 'ready' });
}
