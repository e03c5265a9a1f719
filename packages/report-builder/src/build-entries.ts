import type { ItemResult, RejectedItem, SubmissionRecord, Timestamp } from '@async-catalog/product-schema';
import { REASON_UNKNOWN } from './item-issues.ts';
import { rejectedEntry, settledEntry, type ReportEntry } from './report-entry.ts';

export type { ReportEntry } from './report-entry.ts';

/** Facts of which a report is made. */
export interface ReportFacts {
  /** Record of the submission, whose outcomes take precedence over the results. */
  readonly record: SubmissionRecord;
  /** Results of deliveries, in any order; several for an item that was delivered more than once. */
  readonly results: readonly ItemResult[];
  readonly rejected: readonly RejectedItem[];
  readonly completedAt: Timestamp;
}

/**
 * Builds an entry for each item that is settled or rejected, in order. The same facts give the same entries,
 * whatever the order of `results` and `rejected`.
 */
export function buildEntries({
  record,
  results,
  rejected,
}: Pick<ReportFacts, 'record' | 'results' | 'rejected'>): ReportEntry[] {
  const resultsByIndex = Map.groupBy(results, (result) => result.index);
  return [
    ...Array.from({ length: record.total }, (_, index) =>
      settledEntry(record, index, resultsByIndex.get(index) ?? []),
    ).filter((entry) => entry !== undefined),
    ...rejected.map(rejectedEntry),
    ...unexplained(record, rejected),
  ].sort((a, b) => a.item.index - b.item.index);
}

/** Builds the entries of rejected items of which no reason was kept: nothing of their submission was taken. */
function unexplained(
  { rejectedIndexes = new Set() }: SubmissionRecord,
  rejected: readonly RejectedItem[],
): ReportEntry[] {
  const known = new Set(rejected.map(({ index }) => index));
  return [...rejectedIndexes.difference(known)].map((index) => ({
    item: { index, outcome: 'rejected' },
    issues: [{ index, severity: 'error', ...REASON_UNKNOWN }],
  }));
}
