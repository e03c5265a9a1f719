import { outcomeOf, type SubmissionRecord } from '@async-catalog/product-schema';
import type { ReportReader } from './ports.ts';
import { ProblemError } from './problem-error.ts';

/**
 * What was submitted of the items that failed, in the order of the submission.
 * @throws {ProblemError} `NOTHING_TO_RETRY`
 */
export async function failedProducts(record: SubmissionRecord, reports: ReportReader): Promise<unknown[]> {
  const failed = new Map<number, unknown>();
  if (record.failed !== undefined) {
    for await (const { index, product } of reports.results(record.id)) {
      if (product !== undefined && outcomeOf(record, index) === 'failed') {
        failed.set(index, product);
      }
    }
  }
  if (failed.size === 0) {
    throw new ProblemError(
      'NOTHING_TO_RETRY',
      'No item of this submission failed, or none that can be sent again; its items tell.',
    );
  }
  return [...failed].sort(([a], [b]) => a - b).map(([, product]) => product);
}
