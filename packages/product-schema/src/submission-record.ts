import { z } from 'zod';
import { ImportId, SubmissionId } from './ids.ts';
import { Outcome } from './outcome.ts';
import { ReportBlocks } from './report-blocks.ts';
import { ItemResult } from './report-part.ts';
import { Timestamp } from './timestamp.ts';

const IndexSet = z.set(z.int().nonnegative());

/**
 * A submission as stored in `SubmissionTable`. Progress is a set of item numbers for each outcome, not counters, so that settling can be
 * repeated, in any order (docs/adr/0004).
 */
export const SubmissionRecord = z.object({
  id: SubmissionId,
  caller: z.string(),
  requestId: z.string(),
  /** W3C Trace Context of the request. */
  traceparent: z.string().optional(),
  /** Items in the request, including rejected ones. */
  total: z.int().min(1),
  /** Number of rejected items, which never reached the queue. */
  rejected: z.int().nonnegative().default(0),
  /** Indexes of the rejected items. Messages about them are ignored. */
  rejectedIndexes: IndexSet.optional(),
  createdAt: Timestamp,
  /** Time after which a submission with pending items is `overdue`. */
  deadlineAt: Timestamp,
  /** Time at which the record expires: seconds since 1970, for DynamoDB's TTL. */
  expiresAt: z.int(),
  /** SHA-256 of the payload in hexadecimal, which detects another payload under the same idempotency key. */
  fingerprint: z.string().optional(),
  /** End of the claim of one invocation of the intake; a repeated request waits for it, then may claim the submission itself. */
  sendingUntil: Timestamp.optional(),
  /** Invocation that has the claim. */
  sendingBy: z.string().optional(),
  /** `false`: no attempt so far has sent anything, unless one has the claim. Only with an idempotency key. */
  mayBeSent: z.boolean().optional(),
  /** Items that are in the queue, where an attempt to queue all of them failed. Only with an idempotency key. */
  sentIndexes: IndexSet.optional(),
  /** Time at which all accepted items were queued; only for submissions with an idempotency key. */
  queuedAt: Timestamp.optional(),
  /** Items of another submission that this one retries, in order of their indexes. */
  retryOf: z.object({ submissionId: SubmissionId, indexes: IndexSet }).optional(),
  /** Import whose chunk this submission is, and the chunk's number, from 0. */
  importId: ImportId.optional(),
  chunk: z.int().nonnegative().optional(),
  /** Time at which the caller cancelled it. Items that are not saved by then are settled as cancelled. */
  cancelledAt: Timestamp.optional(),
  saved: IndexSet.optional(),
  superseded: IndexSet.optional(),
  cancelled: IndexSet.optional(),
  failed: IndexSet.optional(),
  /**
   * Times of the first and the last settlement with a saved item, as far as they were written in order; a repeat of one counts as later.
   * Only where the submission has several items: for one, `completedAt` says it.
   */
  firstSavedAt: Timestamp.optional(),
  lastSavedAt: Timestamp.optional(),
  /** Up to 100 retries of its items, each as the time of acceptance, a space, and the id of the retry. */
  retries: z.set(z.string()).optional(),
  /** Number of settlements. A report names the number that it was built from, so that a stale one can be detected. */
  settlements: z.int().nonnegative().default(0),
  /** Time of the last settlement. */
  settledAt: Timestamp.optional(),
  /**
   * Result of the item, where the submission has only one: its report needs nothing else. Without the submitted product, which is in a
   * part if the item failed.
   */
  result: ItemResult.omit({ product: true }).optional(),
  /** Number of settlements that the newest `report.json` was built from; never set where the submission has only one item. */
  reportedSettlements: z.int().optional(),
  /** Places in that `report.json`, so that a part of it can be read. */
  reportBlocks: ReportBlocks.optional(),
  completedAt: Timestamp.optional(),
});
export type SubmissionRecord = z.infer<typeof SubmissionRecord>;

/**
 * Tells whether a record counts as deleted: DynamoDB deletes it within days after its time.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ttl-expired-items.html
 */
export function isExpired({ expiresAt }: Pick<SubmissionRecord, 'expiresAt'>, now: Date): boolean {
  return expiresAt * 1000 <= now.getTime();
}

/**
 * Tells whether nothing of a submission was taken, and nothing will be, unless its request is repeated: the queue took none of
 * its items, and its consumer was answered 503. Without an idempotency key, the items are then settled as failed. A chunk is
 * repeated by the file splitter, which settles its items as failed if it gives up.
 */
export function isNotTaken(record: SubmissionRecord): boolean {
  const { fingerprint, queuedAt, sendingBy, mayBeSent, importId } = record;
  return (
    fingerprint !== undefined &&
    queuedAt === undefined &&
    sendingBy === undefined &&
    mayBeSent === false &&
    importId === undefined
  );
}

/** Looks up the highest outcome of one item; `undefined` if it is pending or was rejected. */
export function outcomeOf(record: SubmissionRecord, index: number): Outcome | undefined {
  if (record.rejectedIndexes?.has(index) === true) {
    return undefined;
  }
  const settled = Outcome.options.find((outcome) => record[outcome]?.has(index) === true);
  return settled ?? (isNotTaken(record) ? 'failed' : undefined);
}

/** Lists the items that are neither rejected nor settled. */
export function unsettledIndexes(record: SubmissionRecord): number[] {
  return Array.from({ length: record.total }, (_, index) => index).filter(
    (index) => record.rejectedIndexes?.has(index) !== true && outcomeOf(record, index) === undefined,
  );
}

/** 15 minutes, after which a submission is `overdue`. */
export const SUBMISSION_DEADLINE_MS = 15 * 60 * 1000;

/** 30 days, after which a submission is deleted. */
export const SUBMISSION_RETENTION_SECONDS = 30 * 24 * 60 * 60;

/** Computes the deadline and the expiry of a submission. */
export function submissionTimes(createdAt: Date): {
  createdAt: Timestamp;
  deadlineAt: Timestamp;
  expiresAt: number;
} {
  return {
    createdAt: createdAt.toISOString(),
    deadlineAt: new Date(createdAt.getTime() + SUBMISSION_DEADLINE_MS).toISOString(),
    expiresAt: Math.ceil(createdAt.getTime() / 1000) + SUBMISSION_RETENTION_SECONDS,
  };
}
