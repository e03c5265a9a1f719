import { late } from '../../late.ts';
import { refuseConditions } from '../../middleware/refuse-conditions.ts';
import { defineOperation } from '../operation.ts';

export const createImport = defineOperation({
  method: 'POST',
  path: '/imports',
  scope: 'catalog:write',
  middleware: [refuseConditions],
  handle: async (c) => (await late.createImport()).handle(c),
});
