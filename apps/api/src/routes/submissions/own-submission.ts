import type { SubmissionRecord } from '@async-catalog/product-schema';
import type { Context } from 'hono';
import { ANONYMOUS, type AppEnv } from '../../app-env.ts';
import { findSubmission } from '../../core/find-submission.ts';

/** @throws {ProblemError} `SUBMISSION_NOT_FOUND` */
export function ownSubmission(c: Context<AppEnv, '/:id'>): Promise<SubmissionRecord> {
  const { deps, caller = ANONYMOUS } = c.var;
  return findSubmission(deps.submissions, c.req.param('id'), caller);
}
