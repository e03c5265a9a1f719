import { ANONYMOUS, JSON_MEDIA_TYPE, ProblemError, readIdempotencyKey } from '@async-catalog/http-contract';
import { submissionIdForKey, type SubmissionRecord } from '@async-catalog/product-schema';
import type { Context } from 'hono';
import type { AppEnv } from '../../app-env.ts';
import { readItemsAgain, readUnsavedItems, type RetryItem, retryKeyOf } from '../../core/read-retry-items.ts';
import { refuseConditions } from '../../middleware/refuse-conditions.ts';
import { defineOperation } from '../operation.ts';
import { NoQuery, readQuery } from '../read-query.ts';
import { submit } from '../submit.ts';
import { readOwnSubmission } from './read-own-submission.ts';

/**
 * Submits the failed and the cancelled items again as a new submission, with its own progress and report. Its items keep the
 * identity of their first try, so no number of retries makes a second product.
 */
export const retrySubmission = defineOperation({
  method: 'POST',
  path: '/submissions/:id/retry',
  scope: 'catalog:write',
  middleware: [refuseConditions],
  async handle(c) {
    // A retry has no dry run: asking for one, or misspelling it, must not submit anything.
    readQuery(c, NoQuery);
    const record = await readOwnSubmission(c);
    const key = readIdempotencyKey(c.req.header('idempotency-key'));
    const items =
      (key === undefined ? undefined : await readEarlierRetry(c, record, key)) ??
      (await readUnsavedItems(record, c.var.deps.reports));
    if (items.length === 0) {
      throw new ProblemError(
        'NOTHING_TO_RETRY',
        'No item of this submission failed, or none that can be submitted again. See its items.',
      );
    }
    return submit(c, {
      path: `/submissions/${record.id}/retry`,
      query: '',
      headers: {
        'content-type': JSON_MEDIA_TYPE,
        ...(key === undefined && { 'idempotency-key': retryKeyOf(record.id, items) }),
      },
      body: new TextEncoder().encode(JSON.stringify({ items })),
    });
  },
});

/**
 * Reads the items of the retry that this key has made, so that a repeat is the same request although other
 * items have failed since.
 */
async function readEarlierRetry(
  c: Context<AppEnv>,
  record: SubmissionRecord,
  key: string,
): Promise<RetryItem[] | undefined> {
  const { deps, caller = ANONYMOUS } = c.var;
  const earlier = await deps.submissions.get(submissionIdForKey(caller, key));
  return earlier?.retryOf?.submissionId === record.id
    ? await readItemsAgain(record, deps.reports, earlier.retryOf.indexes)
    : undefined;
}
