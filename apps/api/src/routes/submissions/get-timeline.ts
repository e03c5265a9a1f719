import { toTimeline } from '@async-catalog/product-schema';
import { z } from 'zod';
import { defineOperation } from '../operation.ts';
import { CallerParameter, chooseCaller } from '../caller-query.ts';
import { readQuery } from '../read-query.ts';
import { readSubmissionOf } from './read-own-submission.ts';

export const TimelineQuery = z.strictObject({
  caller: CallerParameter.describe(
    'Another caller, or `*` for whoever submitted it: needs the scope `catalog:operate`. Without it, your own.',
  ),
});

export const getTimeline = defineOperation({
  method: 'GET',
  path: '/submissions/:id/timeline',
  scope: 'catalog:read',
  async handle(c) {
    const { caller } = readQuery(c, TimelineQuery);
    const submission = await readSubmissionOf(chooseCaller(c, caller, 'submission'), c);
    return c.json(toTimeline(submission, c.var.deps.now()));
  },
});
