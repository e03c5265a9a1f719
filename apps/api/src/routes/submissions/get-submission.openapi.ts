import { Submission } from '@async-catalog/product-schema';
import { SUBMISSION_PARAMS } from '../../openapi/params.ts';
import { describeOperation } from '../../openapi/describe-operation.ts';
import { submission } from '../../openapi/examples.ts';
import { header, PREFERENCE_APPLIED, REQUEST_ID, RETRY_AFTER } from '../../openapi/headers.ts';
import { success } from '../../openapi/success.ts';
import { WAITING } from '../../openapi/waiting.ts';
import { getSubmission } from './get-submission.ts';

const HEADERS = {
  ...header('ETag', 'Strong: of the status, the counts and the times.'),
  ...PREFERENCE_APPLIED,
  ...RETRY_AFTER,
};

export const getSubmissionDescription = describeOperation(getSubmission, {
  operationId: 'getSubmission',
  tags: ['Submissions'],
  summary: 'Get the progress of a submission',
  description:
    'Its status, and how many of its items have which outcome. `reportReady` says that every item has its outcome, and that the report can be read. To follow it, wait for changes: send the `ETag` of the last answer as `If-None-Match`, with `Prefer: wait=N`.',
  request: { params: SUBMISSION_PARAMS, headers: WAITING },
  responses: {
    200: success(
      'Status and counts, with `Retry-After` while items are pending.',
      Submission,
      submission,
      HEADERS,
    ),
    304: {
      description: 'The submission has not changed since that response.',
      headers: { ...REQUEST_ID, ...HEADERS },
    },
  },
  problems: ['SUBMISSION_NOT_FOUND'],
});
