import { late } from '../../late.ts';
import { refuseConditions } from '../../middleware/refuse-conditions.ts';
import { defineOperation } from '../operation.ts';

export const startImport = defineOperation({
  method: 'POST',
  path: '/imports/:id/start',
  scope: 'catalog:write',
  middleware: [refuseConditions],
  handle: async (c) => (await late.startImport()).handle(c),
});
