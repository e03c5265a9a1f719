import { SubmissionId, SubmissionTimeline } from '@async-catalog/product-schema';
import { z } from '@hono/zod-openapi';
import { describeOperation } from '../../openapi/describe-operation.ts';
import { timeline } from '../../openapi/examples.ts';
import { success } from '../../openapi/success.ts';
import { getTimeline } from './get-timeline.ts';

export const getTimelineDescription = describeOperation(getTimeline, {
  operationId: 'getTimeline',
  tags: ['Submissions'],
  summary: 'Get the timeline of a submission',
  request: { params: z.object({ id: SubmissionId }) },
  responses: {
    200: success(
      'What happened to the submission, in order of time. What is not known is left out; of retries, the first 100 are listed.',
      SubmissionTimeline,
      timeline,
    ),
  },
  problems: ['SUBMISSION_NOT_FOUND'],
});
