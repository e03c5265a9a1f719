import type { Limiter } from '@async-catalog/caller-limits';
import type { ProblemError } from '@async-catalog/http-contract';
import type {
  Accepted,
  DryRun,
  ItemResult,
  QueueMessage,
  RejectedItem,
  ReportPart,
  SubmissionId,
  SubmissionRecord,
  Timestamp,
} from '@async-catalog/product-schema';

/** Everything that the intake needs from outside. */
export interface IntakeDeps {
  readonly submissions: SubmissionStore;
  readonly lists: SubmissionLists;
  readonly rejectedItems: RejectedItemStore;
  readonly reportParts: ReportPartStore;
  readonly queue: ProductQueue;
  readonly limiter: Limiter;
  readonly telemetry: IntakeTelemetry;
  readonly now: () => Date;
  /** Hexadecimal. */
  readonly sha256: (text: string) => string;
}

/**
 * Stores submissions. Each method rejects with `UnavailableError` on a transient failure, and when the signal
 * aborts.
 */
export interface SubmissionStore {
  /**
   * Stores a new submission. Resolves to the stored record: this one, or an earlier one with the same id that hasn't
   * expired.
   */
  create(record: SubmissionRecord, signal: AbortSignal): Promise<SubmissionRecord>;

  /**
   * Replaces the claim on a submission, and its times, unless it was claimed or queued since it was `seen`.
   * The time of acceptance is only replaced if certainly nothing was sent. Resolves to the stored record.
   */
  takeOver(seen: SubmissionRecord, ours: ClaimingRecord, signal: AbortSignal): Promise<SubmissionRecord>;

  /** Records that all accepted products are in the queue, and ends the claim. */
  markQueued(id: SubmissionId, queuedAt: Timestamp, signal: AbortSignal): Promise<void>;

  /** Records that a submission is complete because it has no accepted product, and ends the claim. */
  markComplete(id: SubmissionId, completedAt: Timestamp, signal: AbortSignal): Promise<void>;

  /**
   * Notes a retry on the record of the submission that it retries, unless that has expired, or has too many. Can be
   * repeated.
   */
  noteRetry(
    of: SubmissionId,
    retry: Pick<SubmissionRecord, 'id' | 'createdAt'>,
    signal: AbortSignal,
  ): Promise<void>;

  /** Settles items as failed, unless they are settled as something higher. Can be repeated. */
  settleFailed(settlement: FailedSettlement, signal: AbortSignal): Promise<void>;

  /**
   * Ends this claim, and notes if some of the submission may be sent, and which items certainly are; leaves another's
   * as it is.
   */
  release(
    id: SubmissionId,
    claim: Claim,
    about: { readonly mayBeSent: boolean; readonly sent: readonly number[] },
  ): Promise<void>;
}

export interface SubmissionLists {
  /**
   * Puts a submission into its caller's list. Can be repeated. Rejects with `UnavailableError` on a transient
   * failure, and when the signal aborts.
   */
  add(record: SubmissionRecord, signal: AbortSignal): Promise<void>;
}

/** Right of one invocation to send a submission, for as long as that invocation can run. */
export type Claim = Required<Pick<SubmissionRecord, 'sendingBy' | 'sendingUntil'>>;

/** New record of a submission with an idempotency key, and the claim to send it. */
export type ClaimingRecord = SubmissionRecord & Claim;

export interface FailedSettlement {
  readonly submissionId: SubmissionId;
  /** Items of the submission. */
  readonly total: number;
  readonly results: readonly ItemResult[];
  readonly settledAt: Timestamp;
}

export interface ReportPartStore {
  /** Stores a share of a submission's results for its report. Can be repeated. */
  put(id: SubmissionId, partId: string, part: ReportPart, signal: AbortSignal): Promise<void>;
}

export interface RejectedItemStore {
  /** Keeps the rejected items of a submission for its report. Can be repeated. */
  put(id: SubmissionId, items: readonly RejectedItem[], signal: AbortSignal): Promise<void>;
}

export interface ProductQueue {
  /**
   * Resolves when every message is in the queue, durably.
   * @throws {SendError} when some are not known to be there.
   */
  send(messages: readonly QueueMessage[], signal: AbortSignal): Promise<void>;
}

/** Log and metrics of the intake. */
export interface IntakeTelemetry {
  /** Adds fields to everything logged from here on. */
  addContext(fields: {
    readonly requestId?: string;
    readonly traceparent?: string;
    readonly caller?: string;
    readonly submissionId?: string;
    readonly importId?: string;
    readonly chunk?: number;
  }): void;
  accepted(accepted: Accepted, about: { readonly replayed: boolean }): void;
  checked(result: DryRun): void;
  refused(problem: ProblemError): void;
  /** Reports that a claim wasn't released: a repeated request has to wait until it expires. */
  releaseFailed(cause: unknown): void;
  /** Reports that items which weren't sent could not be settled as failed either. */
  settleFailed(cause: unknown): void;
  /**
   * Reports that a submission wasn't marked as queued: a repeated request sends everything again once the
   * claim expires.
   */
  markFailed(cause: unknown): void;
  /** Reports that limits weren't applied to so many counts, because their table doesn't answer. */
  limiterFailed(cause: unknown, uncounted: number): void;
}
