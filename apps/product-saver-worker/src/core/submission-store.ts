import type {
  Failure,
  Outcome,
  SubmissionId,
  SubmissionRecord,
  Timestamp,
} from '@async-catalog/product-schema';

/** The outcomes that one invocation found for items of one submission. */
export interface Settlement {
  readonly submissionId: SubmissionId;
  /** Item numbers, each one under one outcome. */
  readonly outcomes: Readonly<Record<Outcome, readonly number[]>>;
  /** Why items failed, by their numbers. */
  readonly failures: Readonly<Record<number, Failure>>;
  /**
   * What the record is made of where there is none; one that is there must have this total and this caller. Absent when a message could
   * not be read: then its item is settled only if the submission is known and the item was accepted.
   */
  readonly base?: SubmissionBase | undefined;
}

export type SubmissionBase = Pick<
  SubmissionRecord,
  'total' | 'caller' | 'requestId' | 'traceparent' | 'createdAt' | 'deadlineAt' | 'expiresAt'
>;

export interface SubmissionStore {
  /** Adds outcomes; repeating it changes nothing but the count of settlements. `undefined`: no such submission or item; nothing was added. */
  settle(settlement: Settlement): Promise<SubmissionRecord | undefined>;

  /**
   * Notes that the report in place was made from the record as it stood after `settlements`. `undefined` when something was settled
   * since: that report is stale.
   */
  markReported(report: {
    readonly submissionId: SubmissionId;
    readonly settlements: number;
    readonly completedAt: Timestamp;
  }): Promise<SubmissionRecord | undefined>;

  /** As it is now, every earlier write seen. */
  find(submissionId: SubmissionId): Promise<SubmissionRecord | undefined>;
}
