import { submissionLinks, toSubmission } from '@async-catalog/product-schema';
import { cancelSubmission as cancel } from '../../core/cancel-submission.ts';
import { refuseConditions } from '../../middleware/refuse-conditions.ts';
import { defineOperation } from '../operation.ts';
import { NoQuery, readQuery } from '../read-query.ts';
import { readOwnSubmission } from './read-own-submission.ts';

export const cancelSubmission = defineOperation({
  method: 'POST',
  path: '/submissions/:id/cancel',
  scope: 'catalog:write',
  middleware: [refuseConditions],
  async handle(c) {
    readQuery(c, NoQuery);
    const { deps } = c.var;
    const record = await cancel(deps, await readOwnSubmission(c));
    return c.json(toSubmission(record, deps.now()), 202, { location: submissionLinks(record.id).self });
  },
});
