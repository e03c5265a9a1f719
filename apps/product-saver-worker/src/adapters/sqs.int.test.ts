import { sqsRecord } from '@async-catalog/local-cloud/testing';
import {
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  type Message,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startCloud, type Cloud } from '../testing/cloud.ts';
import { inspect } from '../testing/inspect.ts';
import { signal } from '../testing/signal.ts';
import { createSqsDeadLetterQueue } from './sqs-dead-letter-queue.ts';
import { createSqsMessageQueue } from './sqs-message-queue.ts';

describe('on SQS', () => {
  let cloud: Cloud;
  let QueueUrl: string;

  beforeAll(async () => {
    cloud = await startCloud();
    QueueUrl = cloud.environment.PRODUCT_QUEUE_URL;
  });
  afterAll(() => cloud.close());

  async function receive(): Promise<Message[]> {
    const { Messages = [] } = await cloud.sqs.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }),
    );
    return Messages;
  }

  async function countHidden(): Promise<number> {
    const { Attributes = {} } = await cloud.sqs.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['ApproximateNumberOfMessagesNotVisible'] }),
    );
    return Number(Attributes['ApproximateNumberOfMessagesNotVisible']);
  }

  describe('createSqsMessageQueue', () => {
    it('delays messages for as long as asked, more than ten of them too', async () => {
      const queue = createSqsMessageQueue(cloud.sqs, ['http://127.0.0.1:1/another', QueueUrl]);
      const bodies = Array.from({ length: 12 }, (_, n) => String(n));
      await Promise.all(
        bodies.map((MessageBody) => cloud.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }))),
      );
      const received = [...(await receive()), ...(await receive())];
      expect(received).toHaveLength(12);

      const delay = (seconds: (body: string) => number) =>
        queue.delayRetry(
          received.map(({ Body = '', ReceiptHandle = '' }) => ({
            record: sqsRecord(Body, { receiptHandle: ReceiptHandle }),
            seconds: seconds(Body),
          })),
          signal,
        );
      await delay((body) => (body === '3' || body === '11' ? 0 : 600));
      expect(new Set((await receive()).map(({ Body }) => Body))).toEqual(new Set(['3', '11']));
      expect(await receive()).toEqual([]);
    });

    it('deletes a message, and does it again without an error', async () => {
      const queue = createSqsMessageQueue(cloud.sqs, [QueueUrl]);
      await cloud.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'x' }));
      const [received] = await receive();
      const before = await countHidden();
      const record = sqsRecord('x', { receiptHandle: received?.ReceiptHandle ?? '' });
      await queue.acknowledge(record, signal);
      await queue.acknowledge(record, signal);
      expect(await countHidden()).toBe(before - 1);
    });

    it('fails when some could not be delayed', async () => {
      const queue = createSqsMessageQueue(cloud.sqs, ['http://127.0.0.1:1/another', QueueUrl]);
      await expect(queue.delayRetry([{ record: sqsRecord('x'), seconds: 1 }], signal)).rejects.toThrow(
        '1 messages could not be delayed',
      );
    });

    it('makes no call for no messages', async () => {
      const elsewhere = createSqsMessageQueue(cloud.sqs, ['http://127.0.0.1:1/product-queue']);
      await expect(elsewhere.delayRetry([], signal)).resolves.toBeUndefined();
    });
  });

  describe('createSqsDeadLetterQueue', () => {
    const failure = { code: 'MESSAGE_NOT_JSON', detail: 'its message is not JSON' } as const;

    it('copies the message as it was, with its attributes, and adds the reason', async () => {
      const deadLetters = createSqsDeadLetterQueue(cloud.sqs, cloud.environment.DEAD_LETTER_QUEUE_URL);
      const received = sqsRecord('{ "half": ', {
        messageAttributes: {
          trace: { dataType: 'String', stringValue: '00-4bf9-01' },
          size: { dataType: 'Number', stringValue: '12' },
          bytes: { dataType: 'Binary', binaryValue: Buffer.from([0, 255]).toString('base64') },
          code: { dataType: 'String', stringValue: 'of an earlier copy' },
        },
      });
      await deadLetters.put(received, failure, signal);
      expect(await inspect(cloud).deadLetters()).toMatchObject([
        {
          body: '{ "half": ',
          attributes: {
            trace: { DataType: 'String', StringValue: '00-4bf9-01' },
            size: { DataType: 'Number', StringValue: '12' },
            bytes: { DataType: 'Binary', BinaryValue: new Uint8Array([0, 255]) },
            code: { StringValue: 'MESSAGE_NOT_JSON' },
            reason: { StringValue: 'its message is not JSON' },
            originalMessageId: { StringValue: received.messageId },
          },
        },
      ]);
    });

    it.each([7, 8, 10])(
      'adds the reason to %i attributes, ten being the most that a message can have',
      async (count) => {
        const deadLetters = createSqsDeadLetterQueue(cloud.sqs, cloud.environment.DEAD_LETTER_QUEUE_URL);
        const messageAttributes = Object.fromEntries(
          Array.from({ length: count }, (_, n) => [
            `attribute${n}`,
            { dataType: 'String' as const, stringValue: 'x' },
          ]),
        );
        await deadLetters.put(sqsRecord('x', { messageAttributes }), failure, signal);
        const [copy] = await inspect(cloud).deadLetters();
        expect(Object.keys(copy?.attributes ?? {})).toHaveLength(10);
        expect(copy?.attributes).toHaveProperty('code');
        expect(copy?.attributes).toHaveProperty('attribute6');
      },
    );
  });
});
