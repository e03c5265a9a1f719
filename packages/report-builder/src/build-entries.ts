import {
  isNotTaken,
  type ItemResult,
  type RejectedItem,
  type SubmissionRecord,
  type Timestamp,
} from '@async-catalog/product-schema';
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
  const withReason = createWithReason(record);
  return [
    ...Array.from({ length: record.total }, (_, index) =>
      settledEntry(record, index, withReason(index, resultsByIndex.get(index) ?? [])),
    ).filter((entry) => entry !== undefined),
    ...rejected.map(rejectedEntry),
    ...unexplained(record, rejected),
  ].sort((a, b) => a.item.index - b.item.index);
}

/** Reason why an item failed that was not queued whole with its submission, and of which nothing was kept. */
export const NOT_QUEUED = {
  code: 'NOT_QUEUED',
  pointer: '',
  detail: 'was not taken: a service was unavailable for too long; import it again',
} as const;

const NOT_TAKEN = {
  ...NOT_QUEUED,
  detail: 'was not taken: a service was unavailable; send it again with the same idempotency key',
} as const;

/** Adds, where no result of an item tells why it failed, what the record tells. */
function createWithReason(record: SubmissionRecord) {
  const { importId, queuedAt } = record;
  const isGivenUp = importId !== undefined && queuedAt === undefined;
  const error = isNotTaken(record) ? NOT_TAKEN : isGivenUp ? NOT_QUEUED : undefined;
  return (index: number, results: readonly ItemResult[]): readonly ItemResult[] =>
    error === undefined || results.some((result) => result.error !== undefined)
      ? results
      : [...results, { index, outcome: 'failed', error }];
}

/** Builds the entries of rejected items of which no reason was kept, because the bucket was out. */
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
