import { isComplete, toSubmission } from '@async-catalog/product-schema';
import { defineOperation } from '../operation.ts';
import { NoQuery, readQuery } from '../read-query.ts';
import { readOwnSubmission } from './read-own-submission.ts';

/** Seconds between polls: most submissions are done within seconds. */
export const POLL_AFTER_SECONDS = 1;

export const getSubmission = defineOperation({
  method: 'GET',
  path: '/submissions/:id',
  scope: 'catalog:read',
  async handle(c) {
    readQuery(c, NoQuery);
    const record = await readOwnSubmission(c);
    if (!isComplete(record)) {
      c.header('retry-after', String(POLL_AFTER_SECONDS));
    }
    return c.json(toSubmission(record, c.var.deps.now()));
  },
});
