import { late } from '../../late.ts';
import { defineOperation } from '../operation.ts';

export const getImportReport = defineOperation({
  method: 'GET',
  path: '/imports/:id/report',
  scope: 'catalog:read',
  handle: async (c) => (await late.getImportReport()).handle(c),
});
