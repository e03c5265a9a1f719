import { late } from '../../late.ts';
import { defineOperation } from '../operation.ts';

export const getReport = defineOperation({
  method: 'GET',
  path: '/submissions/:id/report',
  scope: 'catalog:read',
  handle: async (c) => (await late.getReport()).handle(c),
});
