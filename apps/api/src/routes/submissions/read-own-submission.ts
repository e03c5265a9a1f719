import { ANONYMOUS, EVERYBODY } from '@async-catalog/http-contract';
import { SubmissionId, type SubmissionRecord } from '@async-catalog/product-schema';
import type { Context } from 'hono';
import type { AppEnv } from '../../app-env.ts';
import { submissionNotFound } from '../../core/submission-not-found.ts';

/**
 * Reads the caller's own submission.
 * @throws {ProblemError} `SUBMISSION_NOT_FOUND`
 */
export async function readOwnSubmission(c: Context<AppEnv, '/:id'>): Promise<SubmissionRecord> {
  return ownSubmission(c, await read(c));
}

/**
 * Reads a submission of another caller, or of whichever has it (`*`): only for operators.
 * @throws {ProblemError} `SUBMISSION_NOT_FOUND`
 */
export async function readSubmissionOf(
  caller: string,
  c: Context<AppEnv, '/:id'>,
): Promise<SubmissionRecord> {
  const record = await read(c);
  if (record === undefined || (caller !== EVERYBODY && record.caller !== caller)) {
    throw submissionNotFound();
  }
  return record;
}

async function read(c: Context<AppEnv, '/:id'>): Promise<SubmissionRecord | undefined> {
  const id = c.req.param('id').toLowerCase();
  return SubmissionId.safeParse(id).success ? c.var.deps.submissions.get(id) : undefined;
}

/**
 * Returns a record that is the caller's own. Another caller's gets the same answer as one that never existed.
 * @throws {ProblemError} `SUBMISSION_NOT_FOUND`
 */
export function ownSubmission(c: Context<AppEnv>, record: SubmissionRecord | undefined): SubmissionRecord {
  const { caller = ANONYMOUS } = c.var;
  if (record === undefined || record.caller !== caller) {
    throw submissionNotFound();
  }
  return record;
}
