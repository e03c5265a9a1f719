import { Submission, isComplete, toSubmission } from '@async-catalog/product-schema';
import { createRoute, z, type RouteHandler } from '@hono/zod-openapi';
import { ANONYMOUS, type AppEnv } from '../../app-env.ts';
import { findSubmission } from '../../core/find-submission.ts';
import { problemResponses } from '../problem-responses.ts';

/** How soon it is worth asking again: most submissions are done within seconds. */
export const POLL_AFTER_SECONDS = 1;

export const getSubmissionRoute = createRoute({
  method: 'get',
  path: '/{id}',
  operationId: 'getSubmission',
  tags: ['Submissions'],
  summary: 'See how far a submission is',
  request: { params: z.object({ id: z.string() }) },
  responses: {
    200: {
      description: 'Its status and counts; with `Retry-After` while items are pending.',
      content: { 'application/json': { schema: Submission } },
    },
    ...problemResponses('SUBMISSION_NOT_FOUND', 'INTERNAL_ERROR', 'DEPENDENCY_UNAVAILABLE'),
  },
});

export const getSubmission: RouteHandler<typeof getSubmissionRoute, AppEnv> = async (c) => {
  const { deps, caller = ANONYMOUS } = c.var;
  const record = await findSubmission(deps.submissions, c.req.param('id'), caller);
  if (!isComplete(record)) {
    c.header('retry-after', String(POLL_AFTER_SECONDS));
  }
  return c.json(toSubmission(record, deps.now()), 200);
};
