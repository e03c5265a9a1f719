import { OpenAPIHono } from '@hono/zod-openapi';
import type { AppEnv } from '../../app-env.ts';
import { getReport, getReportRoute } from './get-report.ts';
import { getSubmission, getSubmissionRoute } from './get-submission.ts';

export function createSubmissionRoutes(): OpenAPIHono<AppEnv> {
  return new OpenAPIHono<AppEnv>()
    .openapi(getSubmissionRoute, getSubmission)
    .openapi(getReportRoute, getReport);
}
