import { late } from '../../late.ts';
import { defineOperation } from '../operation.ts';

export const listIssues = defineOperation({
  method: 'GET',
  path: '/imports/:id/issues',
  scope: 'catalog:read',
  handle: async (c) => (await late.listIssues()).handle(c),
});
