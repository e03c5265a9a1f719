import type { SubmissionRecord } from '@async-catalog/product-schema';
import type { Context } from 'hono';
import { z } from 'zod';
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
  const first = cursor === undefined ? 0 : cursors.open(query, cursor, indexIn(record));
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

/** An item's number, as a cursor has it. */
function indexIn({ total }: SubmissionRecord) {
  return z
    .string()
    .regex(/^\d+$/)
    .transform(Number)
    .pipe(z.int().max(total - 1));
}
