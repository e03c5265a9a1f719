import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import type { DeadLetterQueue } from '../core/dead-letter-queue.ts';
import { type DeadLetter, type MessageAttribute, readItem } from '../core/dead-letter.ts';
import { moveMessages } from './sqs-move-messages.ts';

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html */
const MAX_MESSAGES = 10;

/** Long polling asks all servers of the queue, so that an empty answer means an empty queue. */
const WAIT_SECONDS = 1;

const HIDDEN_SECONDS = 120;

/** Attributes that the worker adds to its copy. */
const FAILURE_ATTRIBUTES = ['code', 'reason', 'originalMessageId'];

export interface QueueUrls {
  readonly bulkQueueUrl: string;
  readonly deadLetterQueueUrl: string;
}

export function createSqsDeadLetterQueue(
  sqs: SQSClient,
  { bulkQueueUrl, deadLetterQueueUrl }: QueueUrls,
): DeadLetterQueue {
  const receiptHandles = new WeakMap<DeadLetter, string>();

  function keepHandle(message: Message): DeadLetter {
    const deadLetter = toDeadLetter(message);
    receiptHandles.set(deadLetter, message.ReceiptHandle ?? '');
    return deadLetter;
  }

  async function releaseBatch(deadLetters: readonly DeadLetter[]): Promise<void> {
    await sqs.send(
      new ChangeMessageVisibilityBatchCommand({
        QueueUrl: deadLetterQueueUrl,
        Entries: deadLetters.map((deadLetter, n) => ({
          Id: String(n),
          ReceiptHandle: receiptHandles.get(deadLetter),
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
            VisibilityTimeout: HIDDEN_SECONDS,
            MessageAttributeNames: ['All'],
            MessageSystemAttributeNames: ['SentTimestamp'],
          }),
        );
        if (Messages.length === 0) {
          return;
        }
        yield Messages.map(keepHandle);
      }
    },

    async release(deadLetters) {
      for (let start = 0; start < deadLetters.length; start += MAX_MESSAGES) {
        await releaseBatch(deadLetters.slice(start, start + MAX_MESSAGES));
      }
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

    async remove(deadLetter) {
      await sqs.send(
        new DeleteMessageCommand({
          QueueUrl: deadLetterQueueUrl,
          ReceiptHandle: receiptHandles.get(deadLetter),
        }),
      );
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
