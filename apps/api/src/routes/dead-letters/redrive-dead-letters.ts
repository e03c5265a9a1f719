import { late } from '../../late.ts';
import { defineOperation } from '../operation.ts';

export const redriveDeadLetters = defineOperation({
  method: 'POST',
  path: '/dead-letters/redrive',
  scope: 'catalog:operate',
  handle: async (c) => (await late.redriveDeadLetters()).handle(c),
});
