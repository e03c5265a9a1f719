import { toTimeline } from '@async-catalog/product-schema';
import { defineOperation } from '../operation.ts';
import { NoQuery, readQuery } from '../read-query.ts';
import { readOwnSubmission } from './read-own-submission.ts';

export const getTimeline = defineOperation({
  method: 'GET',
  path: '/submissions/:id/timeline',
  scope: 'catalog:read',
  async handle(c) {
    readQuery(c, NoQuery);
    return c.json(toTimeline(await readOwnSubmission(c), c.var.deps.now()));
  },
});
