import { Submission, SubmissionId } from '@async-catalog/product-schema';
import { z } from '@hono/zod-openapi';
import { describeOperation } from '../../openapi/describe-operation.ts';
import { submission } from '../../openapi/examples.ts';
import { RETRY_AFTER } from '../../openapi/headers.ts';
import { success } from '../../openapi/success.ts';
import { getSubmission } from './get-submission.ts';

export const getSubmissionDescription = describeOperation(getSubmission, {
  operationId: 'getSubmission',
  tags: ['Submissions'],
  summary: 'Get the progress of a submission',
  request: { params: z.object({ id: SubmissionId }) },
  responses: {
    200: success(
      'Status and counts, with `Retry-After` while items are pending.',
      Submission,
      submission,
      RETRY_AFTER,
    ),
  },
  problems: ['SUBMISSION_NOT_FOUND'],
});
