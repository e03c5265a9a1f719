import type {
  ItemResult,
  ProductId,
  RejectedItem,
  SubmissionRecord,
  Timestamp,
} from '@async-catalog/product-schema';
import { buildReport, renderCsv, renderJson, renderText } from '@async-catalog/report-builder';
import type { Journal } from './journal.ts';
import type { ReportStore } from './report-store.ts';
import type { SubmissionStore } from './submission-store.ts';

export interface WriteReportDeps {
  readonly submissions: Pick<SubmissionStore, 'markReported' | 'find'>;
  readonly reports: Omit<ReportStore, 'putPart'>;
  readonly journal: Pick<Journal, 'reportWritten'>;
  readonly now: () => Date;
}

/** Writes the report of a complete submission. `own`: what this invocation found; the rest is read from the parts. */
export type WriteReport = (record: SubmissionRecord, own: readonly ItemResult[]) => Promise<void>;

export function createWriteReport({ submissions, reports, journal, now }: WriteReportDeps): WriteReport {
  async function write(record: SubmissionRecord, own: readonly ItemResult[], completedAt: Timestamp) {
    const results = await latestOf(partsThenOwn(record, own));
    const rejected: RejectedItem[] = record.rejected > 0 ? await reports.rejectedItems(record.id) : [];
    const report = buildReport({ record, results, rejected, completedAt });
    const text = await renderText(report);
    const productId = productToTellOf(record, own);
    // All of them, though one has failed: what is still being put when the message is handed back could replace a later report.
    const puts = await Promise.allSettled([
      reports.putReport(record.id, 'json', renderJson(report)),
      reports.putReport(record.id, 'csv', renderCsv(report)),
      reports.putReport(record.id, 'txt', text),
      ...(productId === undefined ? [] : [reports.putProductReport(productId, text)]),
    ]);
    const failed = puts.find((put) => put.status === 'rejected');
    if (failed !== undefined) {
      throw failed.reason;
    }
  }

  async function* partsThenOwn(record: SubmissionRecord, own: readonly ItemResult[]) {
    // Of one settlement alone, this invocation found everything.
    if (record.total > 1 && record.settlements > 1) {
      yield* reports.results(record.id);
    }
    yield* own;
  }

  return async (settled, own) => {
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
        journal.reportWritten(record);
        return;
      }
      // Somebody settled, or set the time of completion, since this record was read. Their report may have been written before this one
      // and replaced by it, so this one is made again from what is true now; else a stale report would stay.
      record = marked ?? (await submissions.find(submissionId));
    }
  };
}

/**
 * Whose id the text report is to have as its key. Not where a newer state of the product was seen: that one's report is there, and says
 * more about the product as it is.
 */
function productToTellOf(record: SubmissionRecord, own: readonly ItemResult[]): ProductId | undefined {
  return record.total === 1 && own[0]?.outcome !== 'superseded' ? own[0]?.productId : undefined;
}

/**
 * The latest result of each item for each outcome: the record says which outcome counts. Without the products that failed items keep, a
 * thousand of them are small.
 */
async function latestOf(results: AsyncIterable<ItemResult>): Promise<ItemResult[]> {
  const latest = new Map<string, ItemResult>();
  for await (const { product: _, ...result } of results) {
    latest.set(`${result.index}/${result.outcome}`, result);
  }
  return [...latest.values()];
}
