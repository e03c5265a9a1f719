import { Submission } from '@async-catalog/product-schema';
import { SUBMISSION_PARAMS } from '../../openapi/params.ts';
import { describeOperation } from '../../openapi/describe-operation.ts';
import { cancelledSubmission } from '../../openapi/examples.ts';
import { header } from '../../openapi/headers.ts';
import { success } from '../../openapi/success.ts';
import { cancelSubmission } from './cancel-submission.ts';

export const cancelSubmissionDescription = describeOperation(cancelSubmission, {
  operationId: 'cancelSubmission',
  tags: ['Submissions'],
  summary: 'Cancel a submission',
  description:
    'Items that are not saved yet end as `cancelled`, and what is saved stays. After the answer, at most 1,000 items can still be saved: those whose saves were about to begin. The counts and the report list each of them as saved. A repeat answers the same submission. What was cancelled can be resubmitted by a retry. The chunks of an import are cancelled with it.',
  request: { params: SUBMISSION_PARAMS },
  responses: {
    202: success(
      'Cancelled: what is not being saved yet is not saved.',
      Submission,
      cancelledSubmission,
      header('Location', 'URL of the submission.'),
    ),
  },
  problems: ['SUBMISSION_NOT_FOUND', 'SUBMISSION_ENDED', 'SUBMISSION_OF_IMPORT'],
});
