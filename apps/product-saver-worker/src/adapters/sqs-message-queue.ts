import { ChangeMessageVisibilityBatchCommand, SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { MessageQueue } from '../sqs/handle-event.ts';
import { requeuedAttributes } from '../sqs/message-attributes.ts';

/**
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ChangeMessageVisibilityBatch.html
 */
const MAX_ENTRIES = 10;

/**
 * Delay of a requeued message, because its outage has already lasted for minutes. SQS takes up to 900.
 */
const REQUEUE_DELAY_SECONDS = 300;

export function createSqsMessageQueue(sqs: SQSClient, queueUrl: string): MessageQueue {
  async function delayTen(retries: Parameters<MessageQueue['delayRetry']>[0]): Promise<void> {
    // Answers 200 also when it failed for some.
    const { Failed = [] } = await sqs.send(
      new ChangeMessageVisibilityBatchCommand({
        QueueUrl: queueUrl,
        Entries: retries.map(({ record, seconds }, n) => ({
          Id: String(n),
          ReceiptHandle: record.receiptHandle,
          VisibilityTimeout: seconds,
        })),
      }),
    );
    if (Failed.length > 0) {
      throw new Error(
        `${Failed.length} messages could not be delayed: ${Failed.map(({ Code }) => Code).join(', ')}`,
      );
    }
  }

  return {
    async delayRetry(retries) {
      const batches = Array.from({ length: Math.ceil(retries.length / MAX_ENTRIES) }, (_, n) =>
        retries.slice(n * MAX_ENTRIES, (n + 1) * MAX_ENTRIES),
      );
      await Promise.all(batches.map(delayTen));
    },

    async requeue(record) {
      await sqs.send(
        new SendMessageCommand({
          QueueUrl: queueUrl,
          MessageBody: record.body,
          DelaySeconds: REQUEUE_DELAY_SECONDS,
          MessageAttributes: requeuedAttributes(record),
        }),
      );
    },
  };
}
