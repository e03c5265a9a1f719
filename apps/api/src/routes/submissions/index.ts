import { Hono } from 'hono';
import type { AppEnv } from '../../app-env.ts';
import { requireScope } from '../../require-scope.ts';
import { getReport } from './get-report.ts';
import { getSubmission } from './get-submission.ts';
import { listItems } from './list-items.ts';
import { retrySubmission } from './retry-submission.ts';

const canRead = requireScope('catalog:read');
const canWrite = requireScope('catalog:write');

export const submissionRoutes = new Hono<AppEnv>()
  .get('/:id', canRead, getSubmission)
  .get('/:id/items', canRead, listItems)
  .get('/:id/report', canRead, getReport)
  .post('/:id/retry', canWrite, retrySubmission);
