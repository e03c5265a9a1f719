import { Report, SubmissionId } from '@async-catalog/product-schema';
import { REPORT_FORMATS } from '@async-catalog/report-builder';
import { z } from '@hono/zod-openapi';
import { describeOperation } from '../../openapi/describe-operation.ts';
import { report } from '../../openapi/examples.ts';
import { header, REQUEST_ID } from '../../openapi/headers.ts';
import { getReport, GetReportQuery } from './get-report.ts';

export const getReportDescription = describeOperation(getReport, {
  operationId: 'getReport',
  tags: ['Submissions'],
  summary: 'Get the report of a submission',
  description: 'The same facts in each format. `REPORT_NOT_READY` comes with `Retry-After`.',
  request: { params: z.object({ id: SubmissionId }), query: GetReportQuery },
  responses: {
    200: {
      description: 'The report.',
      headers: {
        ...REQUEST_ID,
        ...header('Content-Disposition', 'File name for a CSV report; absent for other formats.'),
      },
      content: {
        ...Object.fromEntries(
          Object.values(REPORT_FORMATS).map(({ mediaType }) => [mediaType, { schema: z.string() }]),
        ),
        [REPORT_FORMATS.json.mediaType]: { schema: Report, example: report },
      },
    },
  },
  problems: ['INVALID_REQUEST', 'SUBMISSION_NOT_FOUND', 'REPORT_NOT_READY'],
});
