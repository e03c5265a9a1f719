import { isComplete, isNotTaken, Outcome, SubmissionRecord } from '@async-catalog/product-schema';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { Attributes } from './services/dynamodb.ts';
import { trueNow } from './virtual-time.ts';

/** Watches the records of submissions as they are written. */
export function createSubmissionWatch() {
  const records = new Map<string, SubmissionRecord>();
  const cancelledAt = new Map<string, number>();
  const found: string[] = [];

  function compare(before: SubmissionRecord, after: SubmissionRecord): void {
    for (const outcome of Outcome.options) {
      const lost = (before[outcome] ?? new Set()).difference(after[outcome] ?? new Set());
      if (lost.size > 0) {
        found.push(`items ${[...lost].join()} of ${after.id} are not ${outcome} any more`);
      }
    }
    // What was not taken is taken when its request is repeated.
    if (isComplete(before) && !isComplete(after) && !isNotTaken(before)) {
      found.push(`${after.id} was complete, and is not any more`);
    }
    if (before.cancelledAt !== undefined && before.cancelledAt !== after.cancelledAt) {
      found.push(`${after.id} was cancelled at ${before.cancelledAt}, and now at ${after.cancelledAt}`);
    }
  }

  return {
    observe(item: Attributes): void {
      const record = SubmissionRecord.parse(unmarshall(item));
      const before = records.get(record.id);
      if (before !== undefined) {
        compare(before, record);
      }
      records.set(record.id, record);
      if (record.cancelledAt !== undefined && !cancelledAt.has(record.id)) {
        cancelledAt.set(record.id, trueNow());
      }
    },
    records: (): SubmissionRecord[] => [...records.values()],
    /** Times at which submissions were marked as cancelled. */
    cancelledAt: cancelledAt as ReadonlyMap<string, number>,
    /** Descriptions of records that went back. */
    found: found as readonly string[],
  };
}
