import type { ItemResult, SubmissionRecord } from '@async-catalog/product-schema';
import { buildReport, renderText } from '@async-catalog/report-builder';
import type { ReportStore } from '../ports.ts';

/** Writes the text report of a settled submission of one item under its product's id. */
export async function writeProductReport(
  reports: ReportStore,
  record: SubmissionRecord,
  { productId }: ItemResult,
  signal: AbortSignal,
): Promise<void> {
  if (productId !== undefined && record.result !== undefined && record.completedAt !== undefined) {
    const { result, completedAt } = record;
    const report = buildReport({ record, results: [result], rejected: [], completedAt });
    await reports.putProductReport(productId, [...renderText(report)].join(''), signal);
  }
}
