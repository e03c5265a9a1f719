import type { Context } from 'hono';
import type { AppEnv } from '../../app-env.ts';
import { failedProducts } from '../../core/failed-products.ts';
import { submit } from '../submit.ts';
import { ownSubmission } from './own-submission.ts';

/** The failed items become a submission of their own: it has its own id, progress and report. */
export async function retrySubmission(c: Context<AppEnv, '/:id/retry'>): Promise<Response> {
  const items = await failedProducts(await ownSubmission(c), c.var.deps.reports);
  return submit(c, {
    path: '/products/batch',
    query: '',
    headers: { 'content-type': 'application/json' },
    body: new TextEncoder().encode(JSON.stringify({ items })),
  });
}
