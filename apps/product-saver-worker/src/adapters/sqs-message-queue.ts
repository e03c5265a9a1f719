import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import type { SQSRecord } from 'aws-lambda';
import type { MessageQueue } from '../sqs/handle-event.ts';

/**
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ChangeMessageVisibilityBatch.html
 */
const MAX_ENTRIES = 10;

/** @param queueUrls The queues that invoke the worker, whose names are in the records' ARNs. */
export function createSqsMessageQueue(sqs: SQSClient, queueUrls: readonly string[]): MessageQueue {
  const urlsByName = new Map(queueUrls.map((url) => [url.slice(url.lastIndexOf('/') + 1), url]));
  const urlOf = ({ eventSourceARN }: SQSRecord): string | undefined =>
    urlsByName.get(eventSourceARN.slice(eventSourceARN.lastIndexOf(':') + 1));

  async function delayTen(
    QueueUrl: string | undefined,
    retries: Parameters<MessageQueue['delayRetry']>[0],
    abortSignal: AbortSignal,
  ): Promise<void> {
    const command = new ChangeMessageVisibilityBatchCommand({
      QueueUrl,
      Entries: retries.map(({ record, seconds }, n) => ({
        Id: String(n),
        ReceiptHandle: record.receiptHandle,
        VisibilityTimeout: seconds,
      })),
    });
    // Answers 200 also when it failed for some.
    const { Failed = [] } = await sqs.send(command, { abortSignal });
    if (Failed.length > 0) {
      throw new Error(
        `${Failed.length} messages could not be delayed: ${Failed.map(({ Code }) => Code).join(', ')}`,
      );
    }
  }

  return {
    async acknowledge(record, abortSignal) {
      const { receiptHandle: ReceiptHandle } = record;
      await sqs.send(new DeleteMessageCommand({ QueueUrl: urlOf(record), ReceiptHandle }), { abortSignal });
    },
    async delayRetry(retries, signal) {
      const batches = [...Map.groupBy(retries, ({ record }) => urlOf(record))].flatMap(([url, ofQueue]) =>
        Array.from({ length: Math.ceil(ofQueue.length / MAX_ENTRIES) }, (_, n) => ({
          url,
          entries: ofQueue.slice(n * MAX_ENTRIES, (n + 1) * MAX_ENTRIES),
        })),
      );
      await Promise.all(batches.map(({ url, entries }) => delayTen(url, entries, signal)));
    },
  };
}
