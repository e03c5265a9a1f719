import type { Context } from 'hono';
import { z } from 'zod';
import type { AppEnv } from '../../app-env.ts';
import { failedProducts } from '../../core/failed-products.ts';
import { readQuery } from '../read-query.ts';
import { submit } from '../submit.ts';
import { ownSubmission } from './own-submission.ts';

/** There is no dry run of a retry: who asks for one, or misspells anything, is not to submit by it. */
const RetrySubmissionQuery = z.strictObject({});

/** The failed items become a submission of their own: it has its own id, progress and report. */
export async function retrySubmission(c: Context<AppEnv, '/:id/retry'>): Promise<Response> {
  readQuery(c, RetrySubmissionQuery);
  const items = await failedProducts(await ownSubmission(c), c.var.deps.reports);
  return submit(c, {
    path: '/products/batch',
    query: '',
    headers: { 'content-type': 'application/json' },
    body: new TextEncoder().encode(JSON.stringify({ items })),
  });
}
