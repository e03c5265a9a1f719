import { outcomeOf, type SubmissionRecord } from '@async-catalog/product-schema';
import type { ReportReader } from './ports.ts';

/** Reads the products of the items that failed, as they were submitted and in that order. */
export async function readFailedProducts(
  record: SubmissionRecord,
  reports: ReportReader,
): Promise<unknown[]> {
  const failed = new Map<number, unknown>();
  if (record.failed !== undefined) {
    for await (const { index, product } of reports.results(record.id)) {
      if (product !== undefined && outcomeOf(record, index) === 'failed') {
        failed.set(index, product);
      }
    }
  }
  return [...failed].sort(([a], [b]) => a - b).map(([, product]) => product);
}
