import { late } from '../../late.ts';
import { defineOperation } from '../operation.ts';

export const listImports = defineOperation({
  method: 'GET',
  path: '/imports',
  scope: 'catalog:read',
  handle: async (c) => (await late.listImports()).handle(c),
});
