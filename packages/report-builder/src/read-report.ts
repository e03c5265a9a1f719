import { completionOf, outcomeOf, type Report, type SubmissionRecord } from '@async-catalog/product-schema';
import { buildEntries, type ReportEntry, type ReportFacts } from './build-entries.ts';
import { buildReport } from './build-report.ts';
import { BLOCK_ITEMS } from './report-layout.ts';
import type { IndexRange, ReportReader, ReportSlice, StoredReports } from './report-reader.ts';

/**
 * Reads the report of a complete submission: as the worker wrote it, if nothing was settled since, else built
 * from the same facts. So a complete submission always has one.
 */
export async function readReport(record: SubmissionRecord, reports: StoredReports): Promise<Report> {
  const completedAt = completionOf(record) ?? record.createdAt;
  return (
    (await readWritten(record, reports)) ??
    buildReport({ ...(await readFacts(record, reports)), completedAt })
  );
}

/**
 * Reads what is known of each item that is settled or rejected, in order. Of a large report it reads only what holds the
 * range; it can give items out of the range, too.
 */
export async function readEntries(
  record: SubmissionRecord,
  reports: ReportReader,
  range: IndexRange,
): Promise<ReportEntry[]> {
  const slice = await readSlice(record, reports, range);
  return slice === undefined ? readAllEntries(record, reports) : toEntries(slice);
}

/** Reads what is known of each item that is settled or rejected, in order. */
export async function readAllEntries(
  record: SubmissionRecord,
  reports: StoredReports,
): Promise<ReportEntry[]> {
  const written = await readWritten(record, reports);
  return written === undefined ? buildEntries(await readFacts(record, reports)) : toEntries(written);
}

function toEntries({ items, issues }: ReportSlice): ReportEntry[] {
  const issuesByIndex = Map.groupBy(issues, ({ index }) => index);
  return items.map((item) => ({ item, issues: issuesByIndex.get(item.index) ?? [] }));
}

async function readSlice(
  { id, total, settlements, reportedSettlements, reportBlocks: blocks }: SubmissionRecord,
  reports: ReportReader,
  range: IndexRange,
): Promise<ReportSlice | undefined> {
  // The issues take a request of their own, so a report of one block is read whole.
  return reportedSettlements === settlements && blocks !== undefined && total > BLOCK_ITEMS
    ? await reports.reportSlice(id, { settlements, blocks }, range)
    : undefined;
}

async function readWritten(
  { id, settlements, reportedSettlements }: SubmissionRecord,
  reports: StoredReports,
): Promise<Report | undefined> {
  return reportedSettlements === settlements ? reports.report(id, settlements) : undefined;
}

async function readFacts(
  record: SubmissionRecord,
  reports: StoredReports,
): Promise<Omit<ReportFacts, 'completedAt'>> {
  const results = record.result === undefined ? [] : [record.result];
  if (hasParts(record)) {
    // The products that failed items keep are left out, so that a thousand results stay small.
    for await (const { product: _, ...result } of reports.results(record)) {
      results.push(result);
    }
  }
  return { record, results, rejected: record.rejected > 0 ? await reports.rejectedItems(record.id) : [] };
}

/** Tells whether the record lacks a result that a part has. */
function hasParts(record: SubmissionRecord): boolean {
  return record.settlements > 0 && (record.result === undefined || outcomeOf(record, 0) === 'failed');
}
