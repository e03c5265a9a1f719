import { SubmissionTimeline } from '@async-catalog/product-schema';
import { SUBMISSION_PARAMS } from '../../openapi/params.ts';
import { describeOperation } from '../../openapi/describe-operation.ts';
import { timeline } from '../../openapi/examples.ts';
import { success } from '../../openapi/success.ts';
import { getTimeline, TimelineQuery } from './get-timeline.ts';

export const getTimelineDescription = describeOperation(getTimeline, {
  operationId: 'getTimeline',
  tags: ['Submissions'],
  summary: 'Get the timeline of a submission',
  description:
    'What happened to the submission, in order of time. What is not known is left out; of retries, the first 100 are listed.',
  request: { params: SUBMISSION_PARAMS, query: TimelineQuery },
  responses: {
    200: success('The events.', SubmissionTimeline, timeline),
  },
  problems: ['SUBMISSION_NOT_FOUND'],
});
