import { type ImportRecord, toImport } from '@async-catalog/product-schema';
import type { Context } from 'hono';
import type { AppEnv } from '../../app-env.ts';
import { requeueImport } from '../../core/imports/requeue-import.ts';
import { toAnswer } from '../../core/imports/to-answer.ts';
import { answerWithEtag, POLL_AFTER_SECONDS, waitForChange } from '../answer-changes.ts';
import type { Handle } from '../operation.ts';
import { NoQuery, readQuery } from '../read-query.ts';
import { ownImport, readOwnImport } from './read-own-import.ts';

const PENDING: ReadonlySet<string> = new Set(['uploading', 'queued', 'processing', 'overdue']);

export const handle: Handle<'/imports/:id'> = async (c) => {
  readQuery(c, NoQuery);
  const first = await readOwnImport(c);
  await requeue(c, first);
  const { deps } = c.var;
  const record = await waitForChange(c, first, {
    watch: deps.watchImport,
    own: ownImport,
    represent: toImport,
    isFinal: ({ completedAt }) => completedAt !== undefined,
  });
  const answer = await toAnswer(deps, record);
  if (PENDING.has(answer.status)) {
    c.header('retry-after', String(POLL_AFTER_SECONDS));
  }
  // No ETag during the upload: the URLs of the parts are others in each answer, and a 304 would keep those that
  // have expired.
  return answer.upload === undefined ? answerWithEtag(c, answer) : c.json(answer);
};

/** Queues what got lost. A failure isn't the reader's, and the next read tries again. */
async function requeue(c: Context<AppEnv>, record: ImportRecord): Promise<void> {
  const { deps, requestId } = c.var;
  try {
    await requeueImport(deps, record);
  } catch (error) {
    deps.log.error('import not queued again', { requestId, importId: record.id, error });
  }
}
