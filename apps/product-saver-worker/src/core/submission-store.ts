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
   * What the record is made of where there is none. Absent when no message could be read: then only a submission that is known, and
   * has items of those numbers, is settled.
   */
  readonly base?: SubmissionBase | undefined;
}

export type SubmissionBase = Pick<
  SubmissionRecord,
  'total' | 'caller' | 'requestId' | 'traceparent' | 'createdAt' | 'deadlineAt' | 'expiresAt'
>;

export interface SubmissionStore {
  /** Adds outcomes; repeating it changes nothing but the count of settlements. `undefined`: no such submission or item. */
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
