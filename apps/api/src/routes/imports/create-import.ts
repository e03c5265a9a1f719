import { late } from '../../late.ts';
import { defineOperation } from '../operation.ts';

export const createImport = defineOperation({
  method: 'POST',
  path: '/imports',
  scope: 'catalog:write',
  handle: async (c) => (await late.createImport()).handle(c),
});
