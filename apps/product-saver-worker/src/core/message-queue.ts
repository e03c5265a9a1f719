import type { Delivery } from './delivery.ts';
import type { Failure } from './failure.ts';

export interface MessageQueue {
  /**
   * Hides deliveries that are handed back for so many seconds from now.
   * @throws when it did not work for some; those come back when the queue's own visibility timeout ends.
   */
  hide(hidden: readonly { readonly delivery: Delivery; readonly seconds: number }[]): Promise<void>;
  /**
   * Puts the message on the queue once more, as a new one that has not been delivered yet, to be delivered after a pause. Where it throws,
   * it may be there all the same. The new message says in its attribute `sentAgain` how many times that was done.
   */
  sendAgain(delivery: Delivery): Promise<void>;
}

export interface DeadLetterQueue {
  /** Copies a message, with the reason it can never be saved. */
  put(delivery: Delivery, failure: Failure): Promise<void>;
}
