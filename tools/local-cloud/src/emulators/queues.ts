import type { SqsStore } from 'fauxqs/dist/sqs/sqsStore.js';

/** Facts about the embedded queues that are metrics on AWS, and not in SQS's API. */
export interface Queues {
  /** Time in milliseconds at which the oldest message was sent; `undefined` if there is none, or no such queue. */
  oldestSentMs(queueName: string): number | undefined;
}

export function queuesOf(store: SqsStore): Queues {
  return {
    oldestSentMs(queueName) {
      const queue = store.getQueueByName(queueName);
      let oldest = Infinity;
      for (const { sentTimestamp } of queue?.messages ?? []) {
        oldest = Math.min(oldest, sentTimestamp);
      }
      for (const { message } of queue?.inflightMessages.values() ?? []) {
        oldest = Math.min(oldest, message.sentTimestamp);
      }
      for (const { sentTimestamp } of queue?.delayedMessages ?? []) {
        oldest = Math.min(oldest, sentTimestamp);
      }
      return oldest === Infinity ? undefined : oldest;
    },
  };
}
