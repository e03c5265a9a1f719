import type {
  QueueMessage,
  RejectedItem,
  SubmissionId,
  SubmissionRecord,
  Timestamp,
} from '@async-catalog/product-schema';

/** Every port rejects with `DependencyError` where another try, later, can help, and when the signal says that the time is up. */
export interface SubmissionStore {
  /** Records a submission unless there is one with its id. Resolves to the record that now stands: this one, or the earlier one. */
  create(record: SubmissionRecord, signal: AbortSignal): Promise<SubmissionRecord>;

  /**
   * Takes a submission over from whoever held it when it was `seen`, unless it changed hands or was queued since. Resolves to the
   * record that now stands.
   */
  takeOver(seen: SubmissionRecord, hold: Hold, signal: AbortSignal): Promise<SubmissionRecord>;

  /** Notes that everything accepted is in the queue, and ends the hold. */
  markQueued(id: SubmissionId, queuedAt: Timestamp, signal: AbortSignal): Promise<void>;

  /** Ends the hold, if it is still this one. */
  release(id: SubmissionId, hold: Hold): Promise<void>;
}

/** The right to send a submission, given to one invocation at a time, for as long as it can live. */
export type Hold = Required<Pick<SubmissionRecord, 'sendingBy' | 'sendingUntil'>>;

export interface RejectedItemStore {
  /** Keeps, for the report, what was refused of a submission. Repeating it changes nothing. */
  put(id: SubmissionId, items: readonly RejectedItem[], signal: AbortSignal): Promise<void>;
}

export interface ProductQueue {
  /**
   * Resolves when every message is in the queue, durably.
   * @throws {SendError} when some are not known to be there.
   */
  send(messages: readonly QueueMessage[], signal: AbortSignal): Promise<void>;
}

/** Of the messages, only `sent` are known to be in the queue. The cause says whether another try can help. */
export class SendError extends Error {
  override readonly name = 'SendError';
  readonly sent: number;

  constructor(sent: number, cause: unknown) {
    super(`Only ${sent} messages are known to be in the queue`, { cause });
    this.sent = sent;
  }
}
