import { SUBMISSION_PARAMS } from '../../openapi/params.ts';
import { describeOperation } from '../../openapi/describe-operation.ts';
import { accepted } from '../../openapi/examples.ts';
import {
  acceptedResponse,
  finishedResponse,
  SUBMITTING_CODES,
  SubmittingHeaders,
} from '../../openapi/submitting.ts';
import { retrySubmission } from './retry-submission.ts';

export const retrySubmissionDescription = describeOperation(retrySubmission, {
  operationId: 'retrySubmission',
  tags: ['Submissions'],
  summary: 'Resubmit the failed and the cancelled items',
  description:
    'Makes a new submission of them, accepted now: it is newer than anything submitted for the same products in the meantime. The products keep their ids, so retrying again makes no second one. Without an `Idempotency-Key`, the same items are retried once, and a repeat returns the first answer; if they fail again, retry the new submission. An item that failed with `VERSION_CONFLICT` is sent with the same `ifVersion`, and fails again: read the product, and submit the operation anew. There is no dry run, and any query parameter is refused.',
  request: { params: SUBMISSION_PARAMS, headers: SubmittingHeaders },
  responses: {
    200: finishedResponse,
    202: acceptedResponse(accepted),
  },
  problems: ['SUBMISSION_NOT_FOUND', 'NOTHING_TO_RETRY', ...SUBMITTING_CODES],
});
