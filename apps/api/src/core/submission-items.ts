import {
  Op,
  Outcome,
  outcomeOf,
  ProductChange,
  ProductId,
  ReportItem,
  type SubmissionRecord,
} from '@async-catalog/product-schema';
import { readEntries, type ReportEntry, type ReportReader } from '@async-catalog/report-builder';
import { z } from 'zod';

export const SubmissionItemOutcome = z.enum([...Outcome.options, 'rejected', 'pending']);
export type SubmissionItemOutcome = z.infer<typeof SubmissionItemOutcome>;

/** Outcome of one item of a submission. */
export const SubmissionItem = z
  .object({
    index: z.int().nonnegative(),
    line: z.int().min(1).optional().describe('Line of an NDJSON body or an imported file, from 1.'),
    /** Known as soon as the item is settled. */
    productId: ProductId.optional(),
    sku: z.string().optional(),
    op: Op.optional(),
    outcome: SubmissionItemOutcome,
    change: ProductChange.optional().describe('Effect of a save, where it is known.'),
    supersededBy: ReportItem.shape.supersededBy,
    supersededBySubmission: ReportItem.shape.supersededBySubmission,
    supersededAt: ReportItem.shape.supersededAt,
    /** First reason why it was not saved; the report has all of them. */
    error: z.object({ code: z.string(), pointer: z.string(), detail: z.string() }).optional(),
  })
  .meta({ id: 'SubmissionItem' });
export type SubmissionItem = z.infer<typeof SubmissionItem>;

/** The items of a list that a page has. */
export interface ItemPage {
  readonly items: readonly SubmissionItem[];
  /** Index at which the next page starts; `undefined` on the last page. */
  readonly next: number | undefined;
}

/**
 * Reads the items from an index on, in order, of one outcome or of any. Which ones, and their outcomes, the record knows, and it
 * is always right; the rest is only read for those.
 */
export async function readItemPage(
  record: SubmissionRecord,
  reports: ReportReader,
  { from, limit, outcome }: { from: number; limit: number; outcome: SubmissionItemOutcome | undefined },
): Promise<ItemPage> {
  const indexes = Array.from({ length: record.total - from }, (_, n) => from + n).filter(
    (index) => outcome === undefined || outcomeAt(record, index) === outcome,
  );
  const page = indexes.slice(0, limit);
  const settled = page.filter((index) => outcomeAt(record, index) !== 'pending');
  const [first] = settled;
  const known =
    first === undefined ? [] : await readEntries(record, reports, { first, last: settled.at(-1) ?? first });
  const entries = new Map(known.map((entry) => [entry.item.index, entry]));
  return {
    items: page.map((index) => {
      const entry = entries.get(index);
      return entry === undefined ? { index, outcome: outcomeAt(record, index) } : toItem(entry);
    }),
    next: indexes[limit],
  };
}

function outcomeAt(record: SubmissionRecord, index: number): SubmissionItemOutcome {
  return record.rejectedIndexes?.has(index) === true ? 'rejected' : (outcomeOf(record, index) ?? 'pending');
}

function toItem({
  item: {
    index,
    line,
    productId,
    sku,
    op,
    outcome,
    change,
    supersededBy,
    supersededBySubmission,
    supersededAt,
  },
  issues,
}: ReportEntry): SubmissionItem {
  const issue = issues.find(({ severity }) => severity === 'error');
  const error = issue && { code: issue.code, pointer: issue.pointer, detail: issue.detail };
  return {
    index,
    line,
    productId,
    sku,
    op,
    outcome,
    change,
    ...(supersededBy !== undefined && { supersededBy }),
    ...(supersededBySubmission !== undefined && { supersededBySubmission }),
    ...(supersededAt !== undefined && { supersededAt }),
    ...(error && { error }),
  };
}
