import type { SqsStore } from 'fauxqs/dist/sqs/sqsStore.js';

/** What CloudWatch knows of the embedded queues, and SQS's API doesn't say. */
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
