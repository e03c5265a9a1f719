import { createSqsDeadLetterQueue, type QueueUrls } from '@async-catalog/dead-letters';
import { GetQueueAttributesCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { DeadLetters } from '../core/ports.ts';
import type { Log } from '../deps.ts';
import { translateTransient } from './translate-transient.ts';

/** As long as a request can take: one that is killed hides nothing from the next. */
const HIDDEN_SECONDS = 30;

export function createSqsDeadLetters(sqs: SQSClient, queueUrls: QueueUrls, log: Log): DeadLetters {
  const queue = createSqsDeadLetterQueue(sqs, { ...queueUrls, hiddenSeconds: HIDDEN_SECONDS });
  return {
    async *receive() {
      const batches = queue.receive()[Symbol.asyncIterator]();
      for (;;) {
        const { done, value } = await translateTransient(() => batches.next());
        if (done === true) {
          return;
        }
        yield value;
      }
    },

    async release(receipts) {
      try {
        await queue.release(receipts);
      } catch (error) {
        log.error('dead letters not released', {
          count: receipts.length,
          hiddenSeconds: HIDDEN_SECONDS,
          error,
        });
      }
    },

    resend: (deadLetter) => translateTransient(() => queue.resend(deadLetter)),

    remove: (receipt) => translateTransient(() => queue.remove(receipt)),

    // SQS moves for up to 36 hours, and a request can't wait for it.
    moveAll: () => Promise.resolve(undefined),

    async count() {
      const command = new GetQueueAttributesCommand({
        QueueUrl: queueUrls.deadLetterQueueUrl,
        AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
      });
      const { Attributes = {} } = await translateTransient(() => sqs.send(command));
      return Object.values(Attributes).reduce((sum, number) => sum + Number(number), 0);
    },
  };
}
