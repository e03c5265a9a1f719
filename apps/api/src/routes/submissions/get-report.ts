import { buildContentDisposition, REPORT_FORMATS, ReportFormat } from '@async-catalog/report-builder';
import type { Context } from 'hono';
import { z } from 'zod';
import type { AppEnv } from '../../app-env.ts';
import { ProblemError } from '../../core/problem-error.ts';
import { readQuery } from '../read-query.ts';
import { POLL_AFTER_SECONDS } from './get-submission.ts';
import { ownSubmission } from './own-submission.ts';

export const GetReportQuery = z.strictObject({ format: ReportFormat.default('json') });

export async function getReport(c: Context<AppEnv, '/:id/report'>): Promise<Response> {
  const { format } = readQuery(c, GetReportQuery);
  const record = await ownSubmission(c);
  // The record says whether there is one: asking S3 for an object before it exists would cost, too.
  const ready = record.reportedSettlements !== undefined;
  const report = ready ? await c.var.deps.reports.open(record.id, format) : undefined;
  if (report === undefined) {
    throw new ProblemError('REPORT_NOT_READY', 'It is written when every item is settled; ask again.', {
      headers: { 'retry-after': String(POLL_AFTER_SECONDS) },
    });
  }
  const disposition = buildContentDisposition(record.id, format);
  const headers = {
    'content-type': REPORT_FORMATS[format].mediaType,
    ...(disposition !== undefined && { 'content-disposition': disposition }),
  };
  if (c.req.method === 'HEAD') {
    // Nobody will read the stream: give its connection back.
    await report.cancel();
    return c.body(null, 200, headers);
  }
  return c.body(report, 200, headers);
}
