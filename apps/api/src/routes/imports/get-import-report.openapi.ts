import { IMPORT_PARAMS } from '../../openapi/params.ts';
import { describeOperation } from '../../openapi/describe-operation.ts';
import { importReportUrl } from '../../openapi/examples.ts';
import { header, REQUEST_ID } from '../../openapi/headers.ts';
import { success } from '../../openapi/success.ts';
import { ImportReportQuery, ReportUrl } from './get-import-report.handler.ts';
import { getImportReport } from './get-import-report.ts';

const VARY = header('Vary', '`Accept`.');

export const getImportReportDescription = describeOperation(getImportReport, {
  operationId: 'getImportReport',
  tags: ['Imports'],
  summary: 'Get a report of an import',
  description:
    'Redirects to a URL that is valid for an hour at most, and must be read without the access token. With `Accept: application/json`, it answers that URL: pages of a browser can’t follow the redirect. Its `Content-Disposition` has the name of the file, without folders, control characters and marks of direction. `failed` has the cells of the file as they are, so that it can be corrected and sent back: a cell that begins with `=`, `+`, `-` or `@` is a formula to a spreadsheet, so import it as text if you don’t trust the file.',
  request: { params: IMPORT_PARAMS, query: ImportReportQuery },
  responses: {
    200: success('The URL of the report.', ReportUrl, importReportUrl, VARY),
    302: {
      description: 'The report is at `Location`.',
      headers: { ...REQUEST_ID, ...VARY, ...header('Location', 'URL of the report, for a GET.') },
    },
  },
  problems: ['IMPORT_NOT_FOUND', 'REPORT_NOT_READY'],
});
