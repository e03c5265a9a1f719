import { late } from '../../late.ts';
import { defineOperation } from '../operation.ts';

export const getImport = defineOperation({
  method: 'GET',
  path: '/imports/:id',
  scope: 'catalog:read',
  handle: async (c) => (await late.getImport()).handle(c),
});
