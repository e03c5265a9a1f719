import type { DeadLetter } from './dead-letter.ts';

/** A dead letter that others can't receive until it is released. */
export interface ReceivedDeadLetter {
  readonly deadLetter: DeadLetter;
  /** Handle by which it is released or removed, a few hundred characters long. */
  readonly receipt: string;
}

/** The dead-letter queue, and the way back to the queue of large submissions, where it delays no small one. */
export interface DeadLetterQueue {
  /**
   * Receives dead letters, up to ten at a time, until it sees no more. Each is hidden from others until it is released, or for a limited
   * time, so that none is lost when this process dies.
   */
  receive(): AsyncIterable<readonly ReceivedDeadLetter[]>;

  /** Makes received dead letters visible again at once. */
  release(receipts: readonly string[]): Promise<void>;

  /** Sends an exact copy, body and attributes, as SQS's own move does. */
  resend(deadLetter: DeadLetter): Promise<void>;

  /** Deletes a dead letter that was received: the only operation that loses anything. */
  remove(received: ReceivedDeadLetter): Promise<void>;

  /** Lets SQS move every dead letter. Resolves to their number, or to `undefined` where the endpoint can't do it. */
  moveAll(): Promise<number | undefined>;
}
