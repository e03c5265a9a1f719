import { late } from '../../late.ts';
import { refuseConditions } from '../../middleware/refuse-conditions.ts';
import { defineOperation } from '../operation.ts';

export const dropDeadLetters = defineOperation({
  method: 'POST',
  path: '/dead-letters/drop',
  scope: 'catalog:operate',
  middleware: [refuseConditions],
  handle: async (c) => (await late.dropDeadLetters()).handle(c),
});
