import { ProblemError } from '@async-catalog/http-contract';
import { buildContentDisposition, REPORT_FORMATS, ReportFormat } from '@async-catalog/report-builder';
import { z } from 'zod';
import { defineOperation } from '../operation.ts';
import { readQuery } from '../read-query.ts';
import { POLL_AFTER_SECONDS } from './get-submission.ts';
import { readOwnSubmission } from './read-own-submission.ts';

export const GetReportQuery = z.strictObject({ format: ReportFormat.default('json') });

export const getReport = defineOperation({
  method: 'GET',
  path: '/submissions/:id/report',
  scope: 'catalog:read',
  async handle(c) {
    const { format } = readQuery(c, GetReportQuery);
    const record = await readOwnSubmission(c);
    // The record says whether there is a report: a read from S3 that finds none would cost, too.
    const ready = record.reportedSettlements !== undefined;
    const report = ready ? await c.var.deps.reports.open(record.id, format) : undefined;
    if (report === undefined) {
      throw new ProblemError(
        'REPORT_NOT_READY',
        'The report is written once every item is settled. Try again later.',
        { retryAfterSeconds: POLL_AFTER_SECONDS },
      );
    }
    const disposition = buildContentDisposition(record.id, format);
    const headers = {
      'content-type': REPORT_FORMATS[format].mediaType,
      ...(disposition !== undefined && { 'content-disposition': disposition }),
    };
    if (c.req.method === 'HEAD') {
      // Nobody reads the stream, and its connection stays in use until then.
      await report.cancel();
      return c.body(null, 200, headers);
    }
    return c.body(report, 200, headers);
  },
});
