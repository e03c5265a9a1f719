import { JSON_MEDIA_TYPE, ProblemError } from '@async-catalog/http-contract';
import { z } from 'zod';
import { readFailedProducts } from '../../core/read-failed-products.ts';
import { defineOperation } from '../operation.ts';
import { createProducts } from '../products/create-products.ts';
import { readQuery } from '../read-query.ts';
import { submit } from '../submit.ts';
import { readOwnSubmission } from './read-own-submission.ts';

/** A retry has no dry run: asking for one, or misspelling it, must not submit anything. */
const RetrySubmissionQuery = z.strictObject({});

/** Submits the failed items again as a new submission, with its own id, progress and report. */
export const retrySubmission = defineOperation({
  method: 'POST',
  path: '/submissions/:id/retry',
  scope: 'catalog:write',
  async handle(c) {
    readQuery(c, RetrySubmissionQuery);
    const items = await readFailedProducts(await readOwnSubmission(c), c.var.deps.reports);
    if (items.length === 0) {
      throw new ProblemError(
        'NOTHING_TO_RETRY',
        'No item of this submission failed, or none that can be submitted again. See its items.',
      );
    }
    return submit(c, {
      path: createProducts.path,
      query: '',
      headers: { 'content-type': JSON_MEDIA_TYPE },
      body: new TextEncoder().encode(JSON.stringify({ items })),
    });
  },
});
