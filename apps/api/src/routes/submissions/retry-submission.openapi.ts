import { SubmissionId } from '@async-catalog/product-schema';
import { createRoute, z } from '@hono/zod-openapi';
import { accepted } from '../../openapi/examples.ts';
import { securedProblemResponses } from '../../openapi/problem-responses.ts';
import {
  acceptedResponse,
  finishedResponse,
  SUBMITTING_CODES,
  SubmittingHeaders,
} from '../../openapi/submitting.ts';

export const retrySubmissionOperation = createRoute({
  method: 'post',
  path: '/submissions/{id}/retry',
  operationId: 'retrySubmission',
  tags: ['Submissions'],
  summary: 'Submit the failed items again',
  description:
    'As a submission of their own, accepted now: where a product was submitted again in the meantime, this one is the newer. Any query parameter is refused; there is no dry run.',
  security: [{ accessToken: ['catalog:write'] }],
  request: { params: z.object({ id: SubmissionId }), headers: SubmittingHeaders },
  responses: {
    200: finishedResponse,
    202: acceptedResponse(accepted),
    ...securedProblemResponses(['SUBMISSION_NOT_FOUND', 'NOTHING_TO_RETRY', ...SUBMITTING_CODES]),
  },
});
