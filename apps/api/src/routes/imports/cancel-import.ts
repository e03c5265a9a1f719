import { late } from '../../late.ts';
import { refuseConditions } from '../../middleware/refuse-conditions.ts';
import { defineOperation } from '../operation.ts';

export const cancelImport = defineOperation({
  method: 'POST',
  path: '/imports/:id/cancel',
  scope: 'catalog:write',
  middleware: [refuseConditions],
  handle: async (c) => (await late.cancelImport()).handle(c),
});
