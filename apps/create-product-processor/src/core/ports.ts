import type { QueueMessage, SubmissionRecord } from '@async-catalog/product-schema';

/** Every port rejects with `DependencyError` where another try, later, can help, and when the signal says that the time is up. */
export interface SubmissionStore {
  /** Records a submission unless there is one with its id. Resolves to the record that now stands: this one, or the earlier one. */
  create(record: SubmissionRecord, signal: AbortSignal): Promise<SubmissionRecord>;
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
