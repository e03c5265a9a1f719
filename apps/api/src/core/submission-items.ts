import { ProductId, type SubmissionRecord } from '@async-catalog/product-schema';
import type { ReportEntry } from '@async-catalog/report-builder';
import { z } from 'zod';
import type { ReportReader } from './ports.ts';
import { readEntries } from './read-report.ts';

export const SubmissionItemOutcome = z.enum(['saved', 'superseded', 'failed', 'rejected', 'pending']);
export type SubmissionItemOutcome = z.infer<typeof SubmissionItemOutcome>;

/** Outcome of one item of a submission. */
export const SubmissionItem = z
  .object({
    index: z.int().nonnegative(),
    /** Known as soon as the item is settled. */
    productId: ProductId.optional(),
    sku: z.string().optional(),
    outcome: SubmissionItemOutcome,
    /** Item of the same submission that replaces this one. */
    supersededBy: z.int().nonnegative().optional(),
    /** First reason why it was not saved; the report has all of them. */
    error: z.object({ code: z.string(), pointer: z.string(), detail: z.string() }).optional(),
  })
  .meta({ id: 'SubmissionItem' });
export type SubmissionItem = z.infer<typeof SubmissionItem>;

/** Reads the items of a submission, in order. Outcomes come from its record, which is always right. */
export async function readSubmissionItems(
  record: SubmissionRecord,
  reports: ReportReader,
): Promise<SubmissionItem[]> {
  const entries = new Map((await readEntries(record, reports)).map((entry) => [entry.item.index, entry]));
  return Array.from({ length: record.total }, (_, index) => {
    const entry = entries.get(index);
    return entry === undefined ? { index, outcome: 'pending' } : toItem(entry);
  });
}

function toItem({
  item: { index, productId, sku, outcome, supersededBy },
  issues,
}: ReportEntry): SubmissionItem {
  const issue = issues.find(({ severity }) => severity === 'error');
  const error = issue && { code: issue.code, pointer: issue.pointer, detail: issue.detail };
  return {
    index,
    productId,
    sku,
    outcome,
    ...(supersededBy !== undefined && { supersededBy }),
    ...(error && { error }),
  };
}
