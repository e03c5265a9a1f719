import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { type DeadLetter, type LetterAttribute, readItem } from '../core/dead-letter.ts';
import type { LetterBox } from '../core/letter-box.ts';
import { moveMessages } from './sqs-move-messages.ts';

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html */
const MOST_MESSAGES = 10;

/** Asks all servers of the queue, not some of them: then an empty answer means an empty queue. */
const WAIT_SECONDS = 1;

const OUT_SECONDS = 120;

/** What the worker adds to a copy, to say why it is here, and to what it put on the queue again before that. */
const WHY = ['code', 'reason', 'originalMessageId'];
const ADDED = new Set([...WHY, 'sentAgain']);

export interface QueueUrls {
  readonly productQueueUrl: string;
  readonly deadLetterQueueUrl: string;
}

export function createSqsLetterBox(
  sqs: SQSClient,
  { productQueueUrl, deadLetterQueueUrl }: QueueUrls,
): LetterBox {
  const receiptHandles = new WeakMap<DeadLetter, string>();

  function letterOf(message: Message): DeadLetter {
    const letter = toLetter(message);
    receiptHandles.set(letter, message.ReceiptHandle ?? '');
    return letter;
  }

  async function putBackTen(letters: readonly DeadLetter[]): Promise<void> {
    await sqs.send(
      new ChangeMessageVisibilityBatchCommand({
        QueueUrl: deadLetterQueueUrl,
        Entries: letters.map((letter, n) => ({
          Id: String(n),
          ReceiptHandle: receiptHandles.get(letter),
          VisibilityTimeout: 0,
        })),
      }),
    );
  }

  return {
    async *takeOut() {
      for (;;) {
        const { Messages = [] } = await sqs.send(
          new ReceiveMessageCommand({
            QueueUrl: deadLetterQueueUrl,
            MaxNumberOfMessages: MOST_MESSAGES,
            WaitTimeSeconds: WAIT_SECONDS,
            VisibilityTimeout: OUT_SECONDS,
            MessageAttributeNames: ['All'],
            MessageSystemAttributeNames: ['SentTimestamp'],
          }),
        );
        if (Messages.length === 0) {
          return;
        }
        yield Messages.map(letterOf);
      }
    },

    async putBack(letters) {
      for (let start = 0; start < letters.length; start += MOST_MESSAGES) {
        await putBackTen(letters.slice(start, start + MOST_MESSAGES));
      }
    },

    async resend({ body, attributes }) {
      await sqs.send(
        new SendMessageCommand({
          QueueUrl: productQueueUrl,
          MessageBody: body,
          MessageAttributes: { ...attributes },
        }),
      );
    },

    async remove(letter) {
      await sqs.send(
        new DeleteMessageCommand({
          QueueUrl: deadLetterQueueUrl,
          ReceiptHandle: receiptHandles.get(letter),
        }),
      );
    },

    moveAll: () => moveMessages(sqs, { from: deadLetterQueueUrl, to: productQueueUrl }),
  };
}

function toLetter({ MessageId = '', Body = '', MessageAttributes = {}, Attributes }: Message): DeadLetter {
  const why = (name: string): string | undefined => MessageAttributes[name]?.StringValue;
  const [code, reason, originalId] = WHY.map(why);
  return {
    id: MessageId,
    body: Body,
    attributes: Object.fromEntries(
      Object.entries(MessageAttributes).filter(([name]) => !ADDED.has(name)),
    ) as Record<string, LetterAttribute>,
    sentAt: new Date(Number(Attributes?.SentTimestamp)),
    ...(code !== undefined && { failure: { code, reason: reason ?? '' } }),
    ...(originalId !== undefined && { originalId }),
    item: readItem(Body),
  };
}
