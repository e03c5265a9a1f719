import {
  outcomeOf,
  productIdOf,
  type ProductId,
  type SubmissionId,
  submissionIdForKey,
  type SubmissionRecord,
} from '@async-catalog/product-schema';
import type { ReportReader } from '@async-catalog/report-builder';

/** An item that is submitted again, with the place and the product id of its first try. */
export interface RetryItem {
  readonly index: number;
  readonly productId: ProductId;
  readonly product: unknown;
}

/** Builds the idempotency key of a retry that comes without one: the same items give the same key. */
export function retryKeyOf(id: SubmissionId, items: readonly RetryItem[]): string {
  return `retry:${submissionIdForKey(id, items.map(({ index }) => index).join(','))}`;
}

/** Reads the items that failed or were cancelled, in the order of the submission. */
export async function readUnsavedItems(
  record: SubmissionRecord,
  reports: ReportReader,
): Promise<RetryItem[]> {
  return record.failed === undefined && record.cancelled === undefined
    ? []
    : await readItems(record, reports, (index) => {
        const outcome = outcomeOf(record, index);
        return outcome === 'failed' || outcome === 'cancelled';
      });
}

/** Reads the items that an earlier retry has submitted again, whatever became of them since. */
export async function readItemsAgain(
  record: SubmissionRecord,
  reports: ReportReader,
  indexes: ReadonlySet<number>,
): Promise<RetryItem[]> {
  return await readItems(record, reports, (index) => indexes.has(index));
}

async function readItems(
  record: SubmissionRecord,
  reports: ReportReader,
  isWanted: (index: number) => boolean,
): Promise<RetryItem[]> {
  const { id: submissionId } = record;
  const items = new Map<number, RetryItem>();
  for await (const { index, sku, productId, product } of reports.results(record)) {
    if (product !== undefined && isWanted(index)) {
      items.set(index, {
        index,
        productId: productId ?? productIdOf({ submissionId, index, sku }),
        product,
      });
    }
  }
  return [...items.values()].sort((a, b) => a.index - b.index);
}
