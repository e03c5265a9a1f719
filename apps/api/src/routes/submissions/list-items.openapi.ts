import { SubmissionId } from '@async-catalog/product-schema';
import { createRoute, z } from '@hono/zod-openapi';
import { SubmissionItem } from '../../core/submission-items.ts';
import { submissionItems } from '../../openapi/examples.ts';
import { pageOf } from '../../openapi/page.ts';
import { securedProblemResponses } from '../../openapi/problem-responses.ts';
import { success } from '../../openapi/success.ts';
import { ListItemsQuery } from './list-items.ts';

const ItemPage = pageOf(SubmissionItem).meta({ id: 'SubmissionItemPage' });

export const listItemsOperation = createRoute({
  method: 'get',
  path: '/submissions/{id}/items',
  operationId: 'listSubmissionItems',
  tags: ['Submissions'],
  summary: 'See what became of each item',
  security: [{ accessToken: ['catalog:read'] }],
  request: { params: z.object({ id: SubmissionId }), query: ListItemsQuery },
  responses: {
    200: success('A page, by index.', ItemPage, { items: submissionItems }),
    ...securedProblemResponses(['INVALID_REQUEST', 'SUBMISSION_NOT_FOUND']),
  },
});
