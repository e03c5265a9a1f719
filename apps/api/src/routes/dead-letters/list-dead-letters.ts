import { late } from '../../late.ts';
import { defineOperation } from '../operation.ts';

export const listDeadLetters = defineOperation({
  method: 'GET',
  path: '/dead-letters',
  scope: 'catalog:operate',
  handle: async (c) => (await late.listDeadLetters()).handle(c),
});
