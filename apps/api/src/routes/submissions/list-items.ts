import type { SubmissionRecord } from '@async-catalog/product-schema';
import { z } from 'zod';
import { readSubmissionItems, SubmissionItemOutcome } from '../../core/submission-items.ts';
import { buildCursor, readCursor } from '../cursors.ts';
import { defineOperation } from '../operation.ts';
import { PageQuery, readQuery } from '../read-query.ts';
import { readOwnSubmission } from './read-own-submission.ts';

export const ListItemsQuery = PageQuery.extend({ outcome: SubmissionItemOutcome.optional() });

export const listItems = defineOperation({
  method: 'GET',
  path: '/submissions/:id/items',
  scope: 'catalog:read',
  async handle(c) {
    const { outcome, limit, cursor } = readQuery(c, ListItemsQuery);
    const record = await readOwnSubmission(c);
    const list = `items/${record.id}/${outcome ?? ''}`;
    const first = cursor === undefined ? 0 : readCursor(list, cursor, indexIn(record));
    const items = await readSubmissionItems(record, c.var.deps.reports);
    const rest = items.filter(
      (item) => item.index >= first && (outcome === undefined || item.outcome === outcome),
    );
    const next = rest[limit];
    return c.json({
      items: rest.slice(0, limit),
      ...(next !== undefined && { nextCursor: buildCursor(list, next.index) }),
    });
  },
});

function indexIn({ total }: SubmissionRecord) {
  return z
    .int()
    .min(0)
    .max(total - 1);
}
