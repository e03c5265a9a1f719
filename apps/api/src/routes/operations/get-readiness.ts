import { createRoute, z, type RouteHandler } from '@hono/zod-openapi';
import type { AppEnv } from '../../app-env.ts';
import { dependencyUnavailable } from '../../core/problem-error.ts';
import { problemResponses } from '../problem-responses.ts';

const Readiness = z.object({ status: z.literal('ready') }).meta({ id: 'Readiness' });

export const getReadinessRoute = createRoute({
  method: 'get',
  path: '/readyz',
  operationId: 'getReadiness',
  tags: ['Operations'],
  summary: 'Can it reach what it needs?',
  responses: {
    200: { description: 'All of it.', content: { 'application/json': { schema: Readiness } } },
    ...problemResponses('DEPENDENCY_UNAVAILABLE'),
  },
});

export const getReadiness: RouteHandler<typeof getReadinessRoute, AppEnv> = async (c) => {
  const outOfReach = await c.var.deps.outOfReach();
  if (outOfReach.length > 0) {
    const names = outOfReach.map(({ name }) => name).join(', ');
    throw dependencyUnavailable(
      `Out of reach: ${names}.`,
      new AggregateError(outOfReach.map(({ error }) => error)),
    );
  }
  return c.json({ status: 'ready' }, 200);
};
