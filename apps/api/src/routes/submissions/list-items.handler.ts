import type { SubmissionRecord } from '@async-catalog/product-schema';
import { z } from 'zod';
import { readItemPage, SubmissionItemOutcome } from '../../core/submission-items.ts';
import { buildCursor, readCursor } from '../cursors.ts';
import type { Handle } from '../operation.ts';
import { PageQuery, readQuery } from '../read-query.ts';
import { readOwnSubmission } from './read-own-submission.ts';

export const ListItemsQuery = PageQuery.extend({
  outcome: SubmissionItemOutcome.optional().describe('Lists the items with this outcome only.'),
});

export const handle: Handle<'/submissions/:id/items'> = async (c) => {
  const { outcome, limit, cursor } = readQuery(c, ListItemsQuery);
  const record = await readOwnSubmission(c);
  const list = `items/${record.id}/${outcome ?? ''}`;
  const from = cursor === undefined ? 0 : readCursor(list, cursor, indexIn(record));
  const { items, next } = await readItemPage(record, c.var.deps.reports, { from, limit, outcome });
  return c.json({ items, ...(next !== undefined && { nextCursor: buildCursor(list, next) }) });
};

function indexIn({ total }: SubmissionRecord) {
  return z
    .int()
    .min(0)
    .max(total - 1);
}
