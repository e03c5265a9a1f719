import { outcomeOf, type Report, type SubmissionRecord } from '@async-catalog/product-schema';
import { buildEntries, buildReport, type ReportEntry, type ReportFacts } from '@async-catalog/report-builder';
import type { ReportReader } from './ports.ts';

/**
 * Reads the report of a complete submission: as the worker wrote it, if nothing was settled since, else built
 * from the same facts. So a complete submission always has one.
 */
export async function readReport(record: SubmissionRecord, reports: ReportReader): Promise<Report> {
  const { completedAt = record.settledAt ?? record.createdAt } = record;
  return (
    (await readWritten(record, reports)) ??
    buildReport({ ...(await readFacts(record, reports)), completedAt })
  );
}

/** Reads what is known of each item that is settled or rejected, in order. */
export async function readEntries(record: SubmissionRecord, reports: ReportReader): Promise<ReportEntry[]> {
  const report = await readWritten(record, reports);
  if (report === undefined) {
    return buildEntries(await readFacts(record, reports));
  }
  const issues = Map.groupBy(report.issues, ({ index }) => index);
  return report.items.map((item) => ({ item, issues: issues.get(item.index) ?? [] }));
}

async function readWritten(
  { id, settlements, reportedSettlements }: SubmissionRecord,
  reports: ReportReader,
): Promise<Report | undefined> {
  return reportedSettlements === settlements ? reports.report(id, settlements) : undefined;
}

async function readFacts(
  record: SubmissionRecord,
  reports: ReportReader,
): Promise<Omit<ReportFacts, 'completedAt'>> {
  const results = record.result === undefined ? [] : [record.result];
  if (hasParts(record)) {
    // The products that failed items keep are left out, so that a thousand results stay small.
    for await (const { product: _, ...result } of reports.results(record.id)) {
      results.push(result);
    }
  }
  return { record, results, rejected: record.rejected > 0 ? await reports.rejectedItems(record.id) : [] };
}

/** Tells whether the record lacks a result that a part has. */
function hasParts(record: SubmissionRecord): boolean {
  return record.settlements > 0 && (record.result === undefined || outcomeOf(record, 0) === 'failed');
}
