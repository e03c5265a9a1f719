import { late } from '../../late.ts';
import { defineOperation } from '../operation.ts';

export const dropDeadLetters = defineOperation({
  method: 'POST',
  path: '/dead-letters/drop',
  scope: 'catalog:operate',
  handle: async (c) => (await late.dropDeadLetters()).handle(c),
});
