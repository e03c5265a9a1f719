import type { Context } from 'hono';
import type { AppEnv } from '../../app-env.ts';
import { SubmissionItemOutcome, submissionItems } from '../../core/submission-items.ts';
import { PageQuery, readQuery } from '../read-query.ts';
import { ownSubmission } from './own-submission.ts';

export const ListItemsQuery = PageQuery.extend({ outcome: SubmissionItemOutcome.optional() });

export async function listItems(c: Context<AppEnv, '/:id/items'>): Promise<Response> {
  const { outcome, limit, cursor } = readQuery(c, ListItemsQuery);
  const { cursors, reports } = c.var.deps;
  const record = await ownSubmission(c);
  const query = `items/${record.id}/${outcome ?? ''}`;
  const first = cursor === undefined ? 0 : Number(cursors.open(query, cursor));
  const items = await submissionItems(record, reports);
  const rest = items.filter(
    (item) => item.index >= first && (outcome === undefined || item.outcome === outcome),
  );
  const next = rest[limit];
  return c.json({
    items: rest.slice(0, limit),
    ...(next !== undefined && { nextCursor: cursors.seal(query, String(next.index)) }),
  });
}
