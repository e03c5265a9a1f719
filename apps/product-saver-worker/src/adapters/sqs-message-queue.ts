import { ChangeMessageVisibilityBatchCommand, SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { SENT_AGAIN, timesSentAgain } from '../core/delivery.ts';
import type { MessageQueue } from '../core/message-queue.ts';
import { toSqs } from './message-attribute.ts';

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ChangeMessageVisibilityBatch.html */
const MAX_ENTRIES = 10;

/** The pause before a message that was sent again is delivered: what it needs has been out for minutes. SQS takes up to 900. */
const SENT_AGAIN_DELAY_SECONDS = 300;

export function createSqsMessageQueue(sqs: SQSClient, queueUrl: string): MessageQueue {
  type Hidden = Parameters<MessageQueue['hide']>[0];

  async function hideTen(hidden: Hidden): Promise<void> {
    // Answers 200 also when it failed for some.
    const { Failed = [] } = await sqs.send(
      new ChangeMessageVisibilityBatchCommand({
        QueueUrl: queueUrl,
        Entries: hidden.map(({ delivery, seconds }, n) => ({
          Id: String(n),
          ReceiptHandle: delivery.receiptHandle,
          VisibilityTimeout: seconds,
        })),
      }),
    );
    if (Failed.length > 0) {
      throw new Error(
        `${Failed.length} messages were not hidden: ${Failed.map(({ Code }) => Code).join(', ')}`,
      );
    }
  }

  return {
    async hide(hidden) {
      const batches = Array.from({ length: Math.ceil(hidden.length / MAX_ENTRIES) }, (_, n) =>
        hidden.slice(n * MAX_ENTRIES, (n + 1) * MAX_ENTRIES),
      );
      await Promise.all(batches.map(hideTen));
    },

    async sendAgain(delivery) {
      const { body, attributes } = delivery;
      const sentAgain = { dataType: 'Number', stringValue: String(timesSentAgain(delivery) + 1) };
      await sqs.send(
        new SendMessageCommand({
          QueueUrl: queueUrl,
          MessageBody: body,
          DelaySeconds: SENT_AGAIN_DELAY_SECONDS,
          MessageAttributes: Object.fromEntries(
            Object.entries({ ...attributes, [SENT_AGAIN]: sentAgain }).map(([name, attribute]) => [
              name,
              toSqs(attribute),
            ]),
          ),
        }),
      );
    },
  };
}
