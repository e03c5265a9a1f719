import { late } from '../../late.ts';
import { refuseConditions } from '../../middleware/refuse-conditions.ts';
import { defineOperation } from '../operation.ts';

export const redriveDeadLetters = defineOperation({
  method: 'POST',
  path: '/dead-letters/redrive',
  scope: 'catalog:operate',
  middleware: [refuseConditions],
  handle: async (c) => (await late.redriveDeadLetters()).handle(c),
});
