import { SubmissionItem } from '../../core/submission-items.ts';
import { SUBMISSION_PARAMS } from '../../openapi/params.ts';
import { describeOperation } from '../../openapi/describe-operation.ts';
import { submissionItems } from '../../openapi/examples.ts';
import { pageOf } from '../../openapi/page.ts';
import { success } from '../../openapi/success.ts';
import { ListItemsQuery } from './list-items.handler.ts';
import { listItems } from './list-items.ts';

const ItemPage = pageOf(SubmissionItem).meta({ id: 'SubmissionItemPage' });

export const listItemsDescription = describeOperation(listItems, {
  operationId: 'listSubmissionItems',
  tags: ['Submissions'],
  summary: 'List the items of a submission and their outcomes',
  description:
    'In order of `index`, before and after the report exists. `error` is the first reason why an item was not saved; the report has all of them.',
  request: { params: SUBMISSION_PARAMS, query: ListItemsQuery },
  responses: {
    200: success('A page of items, in order of index.', ItemPage, { items: submissionItems }),
  },
  problems: ['INVALID_REQUEST', 'SUBMISSION_NOT_FOUND'],
});
