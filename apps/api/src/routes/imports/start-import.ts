import { late } from '../../late.ts';
import { defineOperation } from '../operation.ts';

export const startImport = defineOperation({
  method: 'POST',
  path: '/imports/:id/start',
  scope: 'catalog:write',
  handle: async (c) => (await late.startImport()).handle(c),
});
