import { defineOperation } from '../operation.ts';
import { NoQuery, readQuery } from '../read-query.ts';

export const getStats = defineOperation({
  method: 'GET',
  path: '/stats',
  scope: 'catalog:operate',
  async handle(c) {
    readQuery(c, NoQuery);
    return c.json(await c.var.deps.readStats());
  },
});
