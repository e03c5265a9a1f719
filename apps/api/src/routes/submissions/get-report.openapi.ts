import { Report, SubmissionId } from '@async-catalog/product-schema';
import { REPORT_FORMATS } from '@async-catalog/report-builder';
import { createRoute, z } from '@hono/zod-openapi';
import { report } from '../../openapi/examples.ts';
import { header, REQUEST_ID } from '../../openapi/headers.ts';
import { securedProblemResponses } from '../../openapi/problem-responses.ts';
import { GetReportQuery } from './get-report.ts';

export const getReportOperation = createRoute({
  method: 'get',
  path: '/submissions/{id}/report',
  operationId: 'getReport',
  tags: ['Submissions'],
  summary: 'Fetch the report of a submission',
  description: 'The same facts in each format. `REPORT_NOT_READY` comes with `Retry-After`.',
  security: [{ accessToken: ['catalog:read'] }],
  request: { params: z.object({ id: SubmissionId }), query: GetReportQuery },
  responses: {
    200: {
      description: 'The report.',
      headers: {
        ...REQUEST_ID,
        ...header('Content-Disposition', 'A name to save a CSV report by; other formats have none.'),
      },
      content: {
        ...Object.fromEntries(
          Object.values(REPORT_FORMATS).map(({ mediaType }) => [mediaType, { schema: z.string() }]),
        ),
        [REPORT_FORMATS.json.mediaType]: { schema: Report, example: report },
      },
    },
    ...securedProblemResponses(['INVALID_REQUEST', 'SUBMISSION_NOT_FOUND', 'REPORT_NOT_READY']),
  },
});
