import {
  countsOf,
  statusOfSubmission,
  type ItemResult,
  type RejectedItem,
  type Report,
  type SubmissionRecord,
  type Timestamp,
} from '@async-catalog/product-schema';
import { rejectedEntry, settledEntry } from './report-entry.ts';
import { totalsOf } from './totals-of.ts';

export interface ReportFacts {
  /** Record of the submission, whose outcomes take precedence over the results. */
  readonly record: SubmissionRecord;
  /** Results of deliveries, in any order; several for an item that was delivered more than once. */
  readonly results: readonly ItemResult[];
  readonly rejected: readonly RejectedItem[];
  readonly completedAt: Timestamp;
}

/**
 * Builds the report of a complete submission. The same facts give the same report, whatever the order of
 * `results` and `rejected`.
 *
 * @throws {RangeError} if an accepted item isn't settled yet.
 */
export function buildReport({ record, results, rejected, completedAt }: ReportFacts): Report {
  const counts = countsOf(record);
  if (counts.pending > 0) {
    throw new RangeError(`Items of submission ${record.id} that are not settled yet: ${counts.pending}`);
  }
  const resultsByIndex = Map.groupBy(results, (result) => result.index);
  const entries = [
    ...Array.from({ length: record.total }, (_, index) =>
      settledEntry(record, index, resultsByIndex.get(index) ?? []),
    ).filter((entry) => entry !== undefined),
    ...rejected.map(rejectedEntry),
  ].sort((a, b) => a.item.index - b.item.index);
  const items = entries.map((entry) => entry.item);
  return {
    header: {
      schemaVersion: 1,
      submissionId: record.id,
      caller: record.caller,
      createdAt: record.createdAt,
      completedAt,
    },
    summary: {
      status: statusOfSubmission(record, new Date(completedAt)),
      counts,
      // The two times may come from machines with different clocks.
      durationMs: Math.max(0, Date.parse(completedAt) - Date.parse(record.createdAt)),
      totals: totalsOf(items),
    },
    issues: entries.flatMap((entry) => entry.issues),
    items,
  };
}
