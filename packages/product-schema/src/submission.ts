import { z } from 'zod';
import { SubmissionId } from './ids.ts';
import { submissionLinks, SubmissionLinks } from './links.ts';
import { Outcome } from './outcome.ts';
import { isNotTaken, type SubmissionRecord } from './submission-record.ts';
import { Timestamp } from './timestamp.ts';

export const SubmissionStatus = z
  .enum(['queued', 'processing', 'completed', 'completed_with_errors', 'failed', 'cancelled', 'overdue'])
  .meta({
    id: 'SubmissionStatus',
    description: `- \`queued\`: nothing that was queued is settled yet.
- \`processing\`: some items are settled.
- \`completed\`: all are saved or superseded.
- \`completed_with_errors\`: all are settled or rejected, some not saved.
- \`failed\`: all are settled or rejected, none saved.
- \`cancelled\`: all are settled or rejected, some not saved because it, or its import, was cancelled.
- \`overdue\`: past the deadline with items pending. They can still be settled.`,
  });
export type SubmissionStatus = z.infer<typeof SubmissionStatus>;

const Count = z.int().nonnegative();

/** Numbers of items by outcome. `total` is the sum of the others. */
export const SubmissionCounts = z
  .object({
    total: Count,
    saved: Count,
    superseded: Count,
    failed: Count,
    rejected: Count,
    cancelled: Count.describe(
      'Items that were not saved because the submission, or its import, was cancelled.',
    ),
    pending: Count,
  })
  .meta({ id: 'SubmissionCounts' });
export type SubmissionCounts = z.infer<typeof SubmissionCounts>;

/** A submission as consumers see it. */
export const Submission = z
  .object({
    submissionId: SubmissionId,
    status: SubmissionStatus,
    counts: SubmissionCounts,
    createdAt: Timestamp,
    cancelledAt: Timestamp.optional().describe(
      'Time at which it was cancelled; what was saved by then stays.',
    ),
    completedAt: Timestamp.optional().describe(
      'Time at which the last of its items had its outcome. One of which nothing was taken has none.',
    ),
    deadlineAt: Timestamp,
    expiresAt: Timestamp,
    reportReady: z.boolean(),
    links: SubmissionLinks,
  })
  .meta({ id: 'Submission' });
export type Submission = z.infer<typeof Submission>;

const NONE: ReadonlySet<number> = new Set();

/**
 * Counts each item once, under its highest outcome or as rejected. `pending` is negative if a record has more outcomes than items, which
 * our own messages never cause.
 */
export function countsOf(record: SubmissionRecord): SubmissionCounts {
  const { total, rejected, rejectedIndexes = NONE } = record;
  const counts: Record<Outcome, number> = { saved: 0, superseded: 0, cancelled: 0, failed: 0 };
  let counted = rejectedIndexes;
  for (const outcome of Outcome.options) {
    const indexes = record[outcome] ?? NONE;
    counts[outcome] = indexes.difference(counted).size;
    counted = counted.union(indexes);
  }
  const { saved, superseded, failed, cancelled } = counts;
  const rest = total - rejected - saved - superseded - failed - cancelled;
  return isNotTaken(record)
    ? { total, saved, superseded, failed: failed + rest, rejected, cancelled, pending: 0 }
    : { total, saved, superseded, failed, rejected, cancelled, pending: rest };
}

/** Derives the status at `now` from the counts and the deadline. */
export function statusOfSubmission(record: SubmissionRecord, now: Date): SubmissionStatus {
  const { total, saved, superseded, failed, cancelled } = countsOf(record);
  if (!isComplete(record)) {
    if (now.toISOString() > record.deadlineAt) {
      return 'overdue';
    }
    // The intake itself counts as superseded what it doesn't queue.
    return record.settledAt === undefined && saved + failed + cancelled === 0 ? 'queued' : 'processing';
  }
  if (cancelled > 0) {
    return 'cancelled';
  }
  if (saved + superseded === total) {
    return 'completed';
  }
  return saved + superseded === 0 ? 'failed' : 'completed_with_errors';
}

/** Tells whether every accepted item is settled. A chunk that has none is complete once its rejected items are kept. */
export function isComplete(record: SubmissionRecord): boolean {
  const { total, rejected, importId, completedAt } = record;
  const isKept = rejected < total || importId === undefined || completedAt !== undefined;
  // Not "> 0": a record with a negative count isn't finished either.
  return isKept && countsOf(record).pending === 0;
}

/**
 * Finds the time at which a submission was complete. Until the worker has written it, with the report, it is that of the settlement that
 * completed it, which is what the worker writes.
 */
export function completionOf(record: SubmissionRecord): Timestamp | undefined {
  return record.completedAt ?? (isComplete(record) ? record.settledAt : undefined);
}

export function toSubmission(record: SubmissionRecord, now: Date): Submission {
  const completedAt = completionOf(record);
  return {
    submissionId: record.id,
    status: statusOfSubmission(record, now),
    counts: countsOf(record),
    createdAt: record.createdAt,
    ...(record.cancelledAt !== undefined && { cancelledAt: record.cancelledAt }),
    ...(completedAt !== undefined && { completedAt }),
    deadlineAt: record.deadlineAt,
    expiresAt: new Date(record.expiresAt * 1000).toISOString(),
    reportReady: isComplete(record),
    links: submissionLinks(record.id),
  };
}
