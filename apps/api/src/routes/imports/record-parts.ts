import { late } from '../../late.ts';
import { defineOperation } from '../operation.ts';

export const recordParts = defineOperation({
  method: 'POST',
  path: '/imports/:id/parts',
  scope: 'catalog:write',
  handle: async (c) => (await late.recordParts()).handle(c),
});
