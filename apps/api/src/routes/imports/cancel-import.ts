import { late } from '../../late.ts';
import { defineOperation } from '../operation.ts';

export const cancelImport = defineOperation({
  method: 'POST',
  path: '/imports/:id/cancel',
  scope: 'catalog:write',
  handle: async (c) => (await late.cancelImport()).handle(c),
});
