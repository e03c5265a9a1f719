import { late } from '../../late.ts';
import { refuseConditions } from '../../middleware/refuse-conditions.ts';
import { defineOperation } from '../operation.ts';

export const recordParts = defineOperation({
  method: 'POST',
  path: '/imports/:id/parts',
  scope: 'catalog:write',
  middleware: [refuseConditions],
  handle: async (c) => (await late.recordParts()).handle(c),
});
