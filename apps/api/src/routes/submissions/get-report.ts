import { REPORT_MEDIA_TYPES, Report, ReportFormat } from '@async-catalog/product-schema';
import { createRoute, z, type RouteHandler } from '@hono/zod-openapi';
import { ANONYMOUS, type AppEnv } from '../../app-env.ts';
import { findSubmission } from '../../core/find-submission.ts';
import { ProblemError } from '../../core/problem-error.ts';
import { problemResponses } from '../problem-responses.ts';
import { POLL_AFTER_SECONDS } from './get-submission.ts';

export const getReportRoute = createRoute({
  method: 'get',
  path: '/{id}/report',
  operationId: 'getReport',
  tags: ['Submissions'],
  summary: 'Fetch the report of a submission',
  request: {
    params: z.object({ id: z.string() }),
    query: z.strictObject({ format: ReportFormat.default('json') }),
  },
  responses: {
    200: {
      description: 'The report: the same facts in each format.',
      content: {
        [REPORT_MEDIA_TYPES.json]: { schema: Report },
        [REPORT_MEDIA_TYPES.csv]: { schema: z.string() },
        [REPORT_MEDIA_TYPES.txt]: { schema: z.string() },
      },
    },
    ...problemResponses(
      'INVALID_REQUEST',
      'SUBMISSION_NOT_FOUND',
      'REPORT_NOT_READY',
      'INTERNAL_ERROR',
      'DEPENDENCY_UNAVAILABLE',
    ),
  },
});

export const getReport: RouteHandler<typeof getReportRoute, AppEnv> = async (c) => {
  const { deps, caller = ANONYMOUS } = c.var;
  const { format } = c.req.valid('query');
  const record = await findSubmission(deps.submissions, c.req.param('id'), caller);
  // The record says whether there is one: asking S3 for an object before it exists would be paid for, too.
  const ready = record.reportedSettlements !== undefined;
  const report = ready ? await deps.reports.open(record.id, format) : undefined;
  if (report === undefined) {
    const detail = 'It is written when every item is settled; ask again.';
    throw new ProblemError('REPORT_NOT_READY', detail, { retryAfterSeconds: POLL_AFTER_SECONDS });
  }
  const headers = { 'content-type': REPORT_MEDIA_TYPES[format] };
  if (c.req.method === 'HEAD') {
    // Nobody will read the stream: give its connection back.
    await report.cancel();
    return c.body(null, 200, headers);
  }
  return c.body(report, 200, headers);
};
