import { isComplete, toSubmission } from '@async-catalog/product-schema';
import type { Context } from 'hono';
import type { AppEnv } from '../../app-env.ts';
import { ownSubmission } from './own-submission.ts';

/** How soon it is worth asking again: most submissions are done within seconds. */
export const POLL_AFTER_SECONDS = 1;

export async function getSubmission(c: Context<AppEnv, '/:id'>): Promise<Response> {
  const record = await ownSubmission(c);
  if (!isComplete(record)) {
    c.header('retry-after', String(POLL_AFTER_SECONDS));
  }
  return c.json(toSubmission(record, c.var.deps.now()));
}
