import type { DeadLetter } from './dead-letter.ts';

/** The dead-letter queue, and the way back to the queue of large submissions, where it delays no small one. */
export interface DeadLetterQueue {
  /**
   * Receives dead letters, some at a time, until it sees no more. Each is hidden from others for up to two minutes, so that none is lost when
   * this process dies.
   */
  receive(): AsyncIterable<readonly DeadLetter[]>;

  /** Makes received dead letters visible again at once. */
  release(deadLetters: readonly DeadLetter[]): Promise<void>;

  /** Sends an exact copy, body and attributes, as SQS's own move does. */
  resend(deadLetter: DeadLetter): Promise<void>;

  /** Deletes a dead letter that was received: the only operation that loses anything. */
  remove(deadLetter: DeadLetter): Promise<void>;

  /** Lets SQS move every dead letter. Resolves to their number, or to `undefined` where the endpoint can't do it. */
  moveAll(): Promise<number | undefined>;
}
