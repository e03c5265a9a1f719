import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import pMap from 'p-map';
import type { DeadLetterQueue } from './dead-letter-queue.ts';
import { type DeadLetter, type MessageAttribute, readItem } from './dead-letter.ts';
import { moveMessages } from './sqs-move-messages.ts';

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html */
const MAX_MESSAGES = 10;

/** Long polling asks all servers of the queue, so that an empty answer means an empty queue. */
const WAIT_SECONDS = 1;

/** Batches that are released at once. */
const CONCURRENCY = 10;

/** Attributes that the worker adds to its copy. */
const FAILURE_ATTRIBUTES = ['code', 'reason', 'originalMessageId'];

export interface QueueUrls {
  readonly bulkQueueUrl: string;
  readonly deadLetterQueueUrl: string;
}

export interface QueueOptions extends QueueUrls {
  /** Time for which a received dead letter is hidden from others, unless it is released before: 120 s by default. */
  readonly hiddenSeconds?: number;
}

export function createSqsDeadLetterQueue(
  sqs: SQSClient,
  { bulkQueueUrl, deadLetterQueueUrl, hiddenSeconds = 120 }: QueueOptions,
): DeadLetterQueue {
  async function releaseBatch(receipts: readonly string[]): Promise<void> {
    // An entry that fails was released before, or will be when its time is over.
    await sqs.send(
      new ChangeMessageVisibilityBatchCommand({
        QueueUrl: deadLetterQueueUrl,
        Entries: receipts.map((ReceiptHandle, n) => ({
          Id: String(n),
          ReceiptHandle,
          VisibilityTimeout: 0,
        })),
      }),
    );
  }

  return {
    async *receive() {
      for (;;) {
        const { Messages = [] } = await sqs.send(
          new ReceiveMessageCommand({
            QueueUrl: deadLetterQueueUrl,
            MaxNumberOfMessages: MAX_MESSAGES,
            WaitTimeSeconds: WAIT_SECONDS,
            VisibilityTimeout: hiddenSeconds,
            MessageAttributeNames: ['All'],
            MessageSystemAttributeNames: ['SentTimestamp'],
          }),
        );
        if (Messages.length === 0) {
          return;
        }
        yield Messages.map((message) => ({
          deadLetter: toDeadLetter(message),
          receipt: message.ReceiptHandle ?? '',
        }));
      }
    },

    async release(receipts) {
      const batches = Array.from({ length: Math.ceil(receipts.length / MAX_MESSAGES) }, (_, n) =>
        receipts.slice(n * MAX_MESSAGES, (n + 1) * MAX_MESSAGES),
      );
      await pMap(batches, releaseBatch, { concurrency: CONCURRENCY });
    },

    async resend({ body, attributes }) {
      await sqs.send(
        new SendMessageCommand({
          QueueUrl: bulkQueueUrl,
          MessageBody: body,
          MessageAttributes: { ...attributes },
        }),
      );
    },

    async remove({ receipt }) {
      await sqs.send(new DeleteMessageCommand({ QueueUrl: deadLetterQueueUrl, ReceiptHandle: receipt }));
    },

    moveAll: () => moveMessages(sqs, { from: deadLetterQueueUrl, to: bulkQueueUrl }),
  };
}

function toDeadLetter({
  MessageId = '',
  Body = '',
  MessageAttributes = {},
  Attributes,
}: Message): DeadLetter {
  const [code, reason, originalId] = FAILURE_ATTRIBUTES.map((name) => MessageAttributes[name]?.StringValue);
  return {
    id: MessageId,
    body: Body,
    attributes: MessageAttributes as Record<string, MessageAttribute>,
    sentAt: new Date(Number(Attributes?.SentTimestamp)),
    ...(code !== undefined && { failure: { code, reason: reason ?? '' } }),
    ...(originalId !== undefined && { originalId }),
    item: readItem(Body),
  };
}
