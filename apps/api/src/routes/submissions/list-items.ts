import { late } from '../../late.ts';
import { defineOperation } from '../operation.ts';

export const listItems = defineOperation({
  method: 'GET',
  path: '/submissions/:id/items',
  scope: 'catalog:read',
  handle: async (c) => (await late.listItems()).handle(c),
});
