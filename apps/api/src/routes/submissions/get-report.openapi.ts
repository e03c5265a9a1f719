import { Report } from '@async-catalog/product-schema';
import { REPORT_FORMATS } from '@async-catalog/report-builder';
import { z } from '@hono/zod-openapi';
import { SUBMISSION_PARAMS } from '../../openapi/params.ts';
import { describeOperation } from '../../openapi/describe-operation.ts';
import { report } from '../../openapi/examples.ts';
import { header, REQUEST_ID } from '../../openapi/headers.ts';
import { GetReportQuery } from './get-report.handler.ts';
import { getReport } from './get-report.ts';

const BINARY = z.string().openapi({ format: 'binary' });

export const getReportDescription = describeOperation(getReport, {
  operationId: 'getReport',
  tags: ['Submissions'],
  summary: 'Get the report of a submission',
  description:
    "The same facts in each format: JSON, CSV for programs, text and XLSX (a spreadsheet) for people. `format` chooses it, else `Accept`, else it is JSON. In CSV, an apostrophe stands before each place of a text where a spreadsheet could run a formula (before `=`, `+`, `-`, `@`, their wide forms or a tab, at the start and after a line end or a semicolon), so a SKU `-10` is `'-10`; numbers have none. JSON and XLSX have texts as they are. `REPORT_NOT_READY` comes with `Retry-After`.",
  request: { params: SUBMISSION_PARAMS, query: GetReportQuery },
  responses: {
    200: {
      description: 'The report.',
      headers: {
        ...REQUEST_ID,
        ...header('Vary', '`Accept`, which chooses the format where the query has none.'),
        ...header('Content-Disposition', 'File name for a report in CSV or XLSX; absent for other formats.'),
      },
      content: {
        ...Object.fromEntries(
          Object.values(REPORT_FORMATS).map(({ mediaType }) => [
            mediaType,
            { schema: mediaType.startsWith('text/') ? z.string() : BINARY },
          ]),
        ),
        [REPORT_FORMATS.json.mediaType]: { schema: Report, example: report },
      },
    },
  },
  problems: ['INVALID_REQUEST', 'NOT_ACCEPTABLE', 'SUBMISSION_NOT_FOUND', 'REPORT_NOT_READY'],
});
