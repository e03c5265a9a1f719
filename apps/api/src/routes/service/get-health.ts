import { defineOperation } from '../operation.ts';

export const getHealth = defineOperation({
  method: 'GET',
  path: '/healthz',
  handle: (c) => c.json({ status: 'ok' }),
});
