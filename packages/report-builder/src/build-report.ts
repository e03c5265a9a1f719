import { countsOf, statusOfSubmission, type Report } from '@async-catalog/product-schema';
import { buildEntries, type ReportFacts } from './build-entries.ts';
import { changesOf, priceChangesOf } from './changes-of.ts';
import { totalsOf } from './totals-of.ts';

/**
 * Builds the report of a complete submission. The same facts give the same report, whatever the order of
 * `results` and `rejected`.
 *
 * @throws {RangeError} if an accepted item isn't settled yet.
 */
export function buildReport(facts: ReportFacts): Report {
  const { record, completedAt } = facts;
  const counts = countsOf(record);
  if (counts.pending > 0) {
    throw new RangeError(`Items of submission ${record.id} that are not settled yet: ${counts.pending}`);
  }
  const entries = buildEntries(facts);
  const items = entries.map((entry) => entry.item);
  return {
    header: {
      schemaVersion: 2,
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
      changes: changesOf(items),
      totals: totalsOf(items),
      priceChanges: priceChangesOf(items),
    },
    issues: entries.flatMap((entry) => entry.issues),
    items,
  };
}
