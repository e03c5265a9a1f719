import { isComplete, toSubmission } from '@async-catalog/product-schema';
import { answerWithEtag, POLL_AFTER_SECONDS, waitForChange } from '../answer-changes.ts';
import { defineOperation } from '../operation.ts';
import { NoQuery, readQuery } from '../read-query.ts';
import { ownSubmission, readOwnSubmission } from './read-own-submission.ts';

export const getSubmission = defineOperation({
  method: 'GET',
  path: '/submissions/:id',
  scope: 'catalog:read',
  async handle(c) {
    readQuery(c, NoQuery);
    const { now, watchSubmission } = c.get('deps');
    const record = await waitForChange(c, await readOwnSubmission(c), {
      watch: watchSubmission,
      own: ownSubmission,
      represent: toSubmission,
      isFinal: isComplete,
    });
    if (!isComplete(record)) {
      c.header('retry-after', String(POLL_AFTER_SECONDS));
    }
    return answerWithEtag(c, toSubmission(record, now()));
  },
});
