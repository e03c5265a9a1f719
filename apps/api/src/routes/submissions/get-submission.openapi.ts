import { Submission, SubmissionId } from '@async-catalog/product-schema';
import { createRoute, z } from '@hono/zod-openapi';
import { submission } from '../../openapi/examples.ts';
import { RETRY_AFTER } from '../../openapi/headers.ts';
import { securedProblemResponses } from '../../openapi/problem-responses.ts';
import { success } from '../../openapi/success.ts';

export const getSubmissionOperation = createRoute({
  method: 'get',
  path: '/submissions/{id}',
  operationId: 'getSubmission',
  tags: ['Submissions'],
  summary: 'See how far a submission is',
  security: [{ accessToken: ['catalog:read'] }],
  request: { params: z.object({ id: SubmissionId }) },
  responses: {
    200: success(
      'Its status and counts; with `Retry-After` while items are pending.',
      Submission,
      submission,
      RETRY_AFTER,
    ),
    ...securedProblemResponses(['SUBMISSION_NOT_FOUND']),
  },
});
