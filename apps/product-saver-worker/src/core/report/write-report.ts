import type { ItemResult, RejectedItem, Report, SubmissionRecord } from '@async-catalog/product-schema';
import { buildReport, layOutReport } from '@async-catalog/report-builder';
import type { HandleBatchDeps } from '../ports.ts';

/** A submission that is complete, and the results that this invocation found itself. */
export interface Completed {
  readonly record: SubmissionRecord;
  readonly own: readonly ItemResult[];
}

/** Another settlement came since the record was read: a report of it would be stale. */
export class StaleReportError extends Error {
  override readonly name = 'StaleReportError';
  readonly code = 'STALE_REPORT';
}

/**
 * Writes the report of a complete submission of several items, and returns it. Can be repeated with the record as a later
 * settlement leaves it.
 * @throws {StaleReportError} when there was another settlement meanwhile.
 */
export function createWriteReport({ submissions, reports, telemetry, now }: HandleBatchDeps) {
  async function* readResults({ record, own }: Completed, signal: AbortSignal) {
    // After a single settlement, this invocation has every result itself.
    if (record.settlements > 1) {
      yield* reports.results(record, signal);
    }
    yield* own;
  }

  return async (completed: Completed, signal: AbortSignal): Promise<Report> => {
    const { record } = completed;
    const results = await collectLatest(readResults(completed, signal));
    const rejected: RejectedItem[] =
      record.rejected > 0 ? await reports.rejectedItems(record.id, signal) : [];
    const completedAt = record.completedAt ?? record.settledAt ?? now().toISOString();
    const report = buildReport({ record, results, rejected, completedAt });
    const layout = layOutReport(report);
    const { id: submissionId, settlements } = record;
    await reports.putReport(submissionId, layout, settlements, signal);
    const { blocks } = layout;
    const marked = await submissions.markReported({ submissionId, settlements, completedAt, blocks }, signal);
    if (marked === undefined) {
      throw new StaleReportError('another settlement came before the report was marked');
    }
    telemetry.reportWritten(record);
    return report;
  };
}

/**
 * Collects the latest result of each item for each outcome: the record says which outcome counts. One that knows its change
 * stays, because a repeated delivery doesn't. The products that failed items keep are left out, so that a thousand results stay small.
 */
async function collectLatest(results: AsyncIterable<ItemResult>): Promise<ItemResult[]> {
  const latest = new Map<string, ItemResult>();
  for await (const { product: _, ...result } of results) {
    const key = `${result.index}/${result.outcome}`;
    if (latest.get(key)?.change === undefined) {
      latest.set(key, result);
    }
  }
  return [...latest.values()];
}
