import { z } from 'zod';
import { SubmissionId } from './ids.ts';
import type { Outcome } from './outcome.ts';
import { Timestamp } from './timestamp.ts';

const IndexSet = z.set(z.int().nonnegative());

/** Why an item failed, as kept with its submission. `detail` is at most {@link MAX_FAILURE_DETAIL} characters. */
export const Failure = z.object({ code: z.string(), detail: z.string() });
export type Failure = z.infer<typeof Failure>;
export const MAX_FAILURE_DETAIL = 200;

/**
 * A submission as `SubmissionTable` holds it. Progress is kept as a set of item numbers for each outcome, not as counters: adding a
 * number twice changes nothing, so settling can be repeated, and in any order (docs/adr/0004).
 */
export const SubmissionRecord = z.object({
  id: SubmissionId,
  caller: z.string(),
  requestId: z.string(),
  /** W3C Trace Context of the request. */
  traceparent: z.string().optional(),
  /** Items in the request, the rejected ones counted. */
  total: z.int().min(1),
  /** Items of the request that were refused at intake; they never reached the queue. */
  rejected: z.int().nonnegative().default(0),
  /** Which ones, if there are any. What a message says of them counts for nothing. */
  rejectedIndexes: IndexSet.optional(),
  createdAt: Timestamp,
  /** When every accepted item should be settled; from then on a submission with pending items is `overdue`. */
  deadlineAt: Timestamp,
  /** When DynamoDB may delete the record: seconds since 1970, as its TTL wants. */
  expiresAt: z.int(),
  /** SHA-256 of the payload, hexadecimal: another payload under the same idempotency key is told apart by it. */
  fingerprint: z.string().optional(),
  /** Until when one intake holds this submission to send it: a repeat of the request waits, then may take it over. */
  sendingUntil: Timestamp.optional(),
  /** Which invocation that is. */
  sendingBy: z.string().optional(),
  /** When everything accepted was seen to be in the queue; kept for submissions with an idempotency key. */
  queuedAt: Timestamp.optional(),
  saved: IndexSet.optional(),
  superseded: IndexSet.optional(),
  failed: IndexSet.optional(),
  failures: z.record(z.string(), Failure).default({}),
  /** How many times something was settled. A report names the count it was made from, so that a stale one is seen. */
  settlements: z.int().nonnegative().default(0),
  /** The count that the newest written report was made from. */
  reportedSettlements: z.int().optional(),
  completedAt: Timestamp.optional(),
});
export type SubmissionRecord = z.infer<typeof SubmissionRecord>;

/** The outcome of one item, its highest; `undefined` while it is pending (or was rejected). */
export function outcomeOf(record: SubmissionRecord, index: number): Outcome | undefined {
  return record.rejectedIndexes?.has(index) === true
    ? undefined
    : (['saved', 'superseded', 'failed'] as const).find((outcome) => record[outcome]?.has(index) === true);
}

/** How long a submission may take before it shows as `overdue`: 15 minutes. */
export const SUBMISSION_DEADLINE_MS = 15 * 60 * 1000;

/** How long a submission is kept: 30 days. */
export const SUBMISSION_RETENTION_SECONDS = 30 * 24 * 60 * 60;

/** The times that follow from when a submission was accepted. */
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
