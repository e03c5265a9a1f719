import { outcomeOf, type Report, type SubmissionRecord } from '@async-catalog/product-schema';
import {
  BLOCK_ITEMS,
  buildEntries,
  buildReport,
  type ReportEntry,
  type ReportFacts,
} from '@async-catalog/report-builder';
import type { IndexRange, ReportReader, ReportSlice } from './ports.ts';

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

/**
 * Reads what is known of each item that is settled or rejected, in order. Of a large report it reads only what holds the
 * range; it can give items out of the range, too.
 */
export async function readEntries(
  record: SubmissionRecord,
  reports: ReportReader,
  range: IndexRange,
): Promise<ReportEntry[]> {
  const slice = (await readSlice(record, reports, range)) ?? (await readWritten(record, reports));
  if (slice === undefined) {
    return buildEntries(await readFacts(record, reports));
  }
  const issues = Map.groupBy(slice.issues, ({ index }) => index);
  return slice.items.map((item) => ({ item, issues: issues.get(item.index) ?? [] }));
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
