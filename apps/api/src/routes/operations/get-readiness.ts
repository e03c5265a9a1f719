import type { Context } from 'hono';
import type { AppEnv } from '../../app-env.ts';
import { dependencyUnavailable } from '../../core/problem-error.ts';

export async function getReadiness(c: Context<AppEnv>): Promise<Response> {
  const { deps, requestId } = c.var;
  const outOfReach = await deps.outOfReach();
  if (outOfReach.length > 0) {
    for (const { name, error } of outOfReach) {
      deps.log.error('out of reach', { requestId, dependency: name, error });
    }
    throw dependencyUnavailable(`Out of reach: ${outOfReach.map(({ name }) => name).join(', ')}.`);
  }
  return c.json({ status: 'ready' });
}
