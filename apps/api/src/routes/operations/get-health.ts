import { createRoute, z, type RouteHandler } from '@hono/zod-openapi';
import type { AppEnv } from '../../app-env.ts';

const Health = z.object({ status: z.literal('ok') }).meta({ id: 'Health' });

export const getHealthRoute = createRoute({
  method: 'get',
  path: '/healthz',
  operationId: 'getHealth',
  tags: ['Operations'],
  summary: 'Is it alive?',
  responses: {
    200: {
      description: 'It is; nothing that it depends on was asked.',
      content: { 'application/json': { schema: Health } },
    },
  },
});

export const getHealth: RouteHandler<typeof getHealthRoute, AppEnv> = (c) => c.json({ status: 'ok' }, 200);
