import type {
  ItemResult,
  ProductId,
  RejectedItem,
  SubmissionRecord,
  Timestamp,
} from '@async-catalog/product-schema';
import { buildReport, renderReport, ReportFormat } from '@async-catalog/report-builder';
import type { HandleBatchDeps } from '../ports.ts';

/**
 * Writes the report of a complete submission. `own`: the results of this invocation; the rest is read from
 * the parts.
 */
export function createWriteReport({
  submissions,
  reports,
  telemetry,
  now,
}: Pick<HandleBatchDeps, 'submissions' | 'reports' | 'telemetry' | 'now'>) {
  async function write(record: SubmissionRecord, own: readonly ItemResult[], completedAt: Timestamp) {
    const results = await collectLatest(partsThenOwn(record, own));
    const rejected: RejectedItem[] = record.rejected > 0 ? await reports.rejectedItems(record.id) : [];
    const documents = await renderReport(buildReport({ record, results, rejected, completedAt }));
    const productId = reportedProductIdOf(record, own);
    // Waits for all, even if one has failed: a write still under way when the message goes back could replace
    // a later report.
    const puts = await Promise.allSettled([
      ...ReportFormat.options.map((format) => reports.putReport(record.id, format, documents[format])),
      ...(productId === undefined ? [] : [reports.putProductReport(productId, documents.txt)]),
    ]);
    const failed = puts.find((put) => put.status === 'rejected');
    if (failed !== undefined) {
      throw failed.reason;
    }
  }

  async function* partsThenOwn(record: SubmissionRecord, own: readonly ItemResult[]) {
    // After a single settlement, this invocation has every result itself.
    if (record.total > 1 && record.settlements > 1) {
      yield* reports.results(record.id);
    }
    yield* own;
  }

  return async (settled: SubmissionRecord, own: readonly ItemResult[]): Promise<void> => {
    const { id: submissionId } = settled;
    let record: SubmissionRecord | undefined = settled;
    while (record !== undefined) {
      const completedAt: Timestamp = record.completedAt ?? now().toISOString();
      await write(record, own, completedAt);
      const marked: SubmissionRecord | undefined = await submissions.markReported({
        submissionId,
        settlements: record.settlements,
        completedAt,
      });
      if (marked?.completedAt === completedAt) {
        telemetry.reportWritten(record);
        return;
      }
      // Another worker settled, or set the time of completion, since this record was read. Its report may
      // have been replaced by this one, so this one is made again from the record as it is now; otherwise a
      // stale report would stay.
      record = marked ?? (await submissions.find(submissionId));
    }
  };
}

/**
 * Names the product whose id is a key of the text report. A superseded item has none: the newer state's
 * report stays.
 */
function reportedProductIdOf(record: SubmissionRecord, own: readonly ItemResult[]): ProductId | undefined {
  return record.total === 1 && own[0]?.outcome !== 'superseded' ? own[0]?.productId : undefined;
}

/**
 * Collects the latest result of each item for each outcome: the record says which outcome counts. The
 * products that failed items keep are left out, so that a thousand results stay small.
 */
async function collectLatest(results: AsyncIterable<ItemResult>): Promise<ItemResult[]> {
  const latest = new Map<string, ItemResult>();
  for await (const { product: _, ...result } of results) {
    latest.set(`${result.index}/${result.outcome}`, result);
  }
  return [...latest.values()];
}
