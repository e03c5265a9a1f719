import type { SqsMessage } from 'fauxqs/dist/sqs/sqsTypes.js';
import Queue from 'yocto-queue';

/**
 * Messages of a queue, with as much of an array as fauxqs uses. Each receive takes the first one, which moves all others
 * in an array: with the messages of a file of a million rows, that took most of the time.
 */
export class MessageList implements Iterable<SqsMessage> {
  readonly #queue = new Queue<SqsMessage>();

  get length(): number {
    return this.#queue.size;
  }

  push(message: SqsMessage): void {
    this.#queue.enqueue(message);
  }

  shift(): SqsMessage | undefined {
    return this.#queue.dequeue();
  }

  [Symbol.iterator](): Iterator<SqsMessage> {
    return this.#queue[Symbol.iterator]();
  }
}
