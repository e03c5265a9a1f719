import { outcomeOf, ProductId, type SubmissionRecord } from '@async-catalog/product-schema';
import { z } from 'zod';
import type { ReportReader } from './ports.ts';

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
    /** First reason why it was not saved; the report has all of them. */
    error: z.object({ code: z.string(), pointer: z.string(), detail: z.string() }).optional(),
  })
  .meta({ id: 'SubmissionItem' });
export type SubmissionItem = z.infer<typeof SubmissionItem>;

/** Facts about an item that its submission's record doesn't have. */
type Known = Omit<SubmissionItem, 'index' | 'outcome'> & { rejected?: boolean };

/**
 * Reads the items of a submission, in order. Outcomes come from its record, which is always right; the rest
 * comes from the report if there is one, else from the results of the deliveries so far.
 */
export async function readSubmissionItems(
  record: SubmissionRecord,
  reports: ReportReader,
): Promise<SubmissionItem[]> {
  const reported = record.reportedSettlements !== undefined;
  const known = (reported && (await readReport(record, reports))) || (await readResults(record, reports));
  return Array.from({ length: record.total }, (_, index) => toItem(record, index, known.get(index) ?? {}));
}

async function readReport(
  { id }: SubmissionRecord,
  reports: ReportReader,
): Promise<Map<number, Known> | undefined> {
  const report = await reports.report(id);
  const issues = Map.groupBy(report?.issues ?? [], ({ index }) => index);
  const entries = report?.items.map(({ index, productId, sku, outcome }): [number, Known] => {
    const issue = issues.get(index)?.[0];
    return [
      index,
      {
        productId,
        sku,
        rejected: outcome === 'rejected',
        error: issue && { code: issue.code, pointer: issue.pointer, detail: issue.detail },
      },
    ];
  });
  return entries && new Map(entries);
}

async function readResults(
  { id, rejected, failures }: SubmissionRecord,
  reports: ReportReader,
): Promise<Map<number, Known>> {
  const known = new Map<number, Known>();
  for (const { index, sku, errors } of rejected > 0 ? await reports.rejectedItems(id) : []) {
    known.set(index, { sku, rejected: true, error: errors[0] });
  }
  for await (const { index, productId, sku, error } of reports.results(id)) {
    const before = known.get(index);
    // The failure that the record names, where there are several.
    const named = error?.code === failures[String(index)]?.code ? error : before?.error;
    known.set(index, { productId: productId ?? before?.productId, sku: sku ?? before?.sku, error: named });
  }
  return known;
}

function toItem(record: SubmissionRecord, index: number, known: Known): SubmissionItem {
  const { rejected, error, ...identity } = known;
  const outcome = outcomeOf(record, index) ?? (rejected === true ? 'rejected' : 'pending');
  const failure = record.failures[String(index)];
  const reason = error ?? (failure && { ...failure, pointer: '' });
  const hasReason = (outcome === 'failed' || outcome === 'rejected') && reason !== undefined;
  return { index, ...identity, outcome, ...(hasReason && { error: reason }) };
}
