import { Submission } from '@async-catalog/product-schema';
import { describeOperation } from '../../openapi/describe-operation.ts';
import { submission } from '../../openapi/examples.ts';
import { LISTED_CALLER, LISTS, pageOf } from '../../openapi/page.ts';
import { success } from '../../openapi/success.ts';
import { listSubmissions, ListSubmissionsQuery } from './list-submissions.ts';

const SubmissionPage = pageOf(Submission.extend(LISTED_CALLER).meta({ id: 'ListedSubmission' })).meta({
  id: 'SubmissionPage',
});

export const listSubmissionsDescription = describeOperation(listSubmissions, {
  operationId: 'listSubmissions',
  tags: ['Submissions'],
  summary: 'List your submissions, newest first',
  description: `${LISTS} The chunks of imports are not listed: they are parts of their imports.`,
  request: { query: ListSubmissionsQuery },
  responses: {
    200: success('A page of submissions.', SubmissionPage, { items: [submission] }),
  },
  problems: ['INVALID_REQUEST'],
});
