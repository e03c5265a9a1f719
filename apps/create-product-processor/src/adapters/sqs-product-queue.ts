import type { QueueMessage } from '@async-catalog/product-schema';
import type { SQSClient } from '@aws-sdk/client-sqs';
import pMap from 'p-map';
import { SendError } from '../core/errors.ts';
import type { ProductQueue } from '../core/ports.ts';
import { rethrowUnavailable } from './rethrow-unavailable.ts';
import { packEntries } from './sqs-pack-entries.ts';
import { sendBatch } from './sqs-send-batch.ts';

/**
 * The largest submission is 100 batches: a dozen rounds of some 10 ms, and far fewer connections than a
 * client keeps.
 */
const CONCURRENCY = 8;

export function createSqsProductQueue(sqs: SQSClient, queueUrl: string): ProductQueue {
  return {
    async send(messages, signal) {
      const batches = packEntries(
        messages.map((message) => ({ Id: String(message.index), MessageBody: toMessageBody(message) })),
      );
      let sent = 0;
      const failures: unknown[] = [];
      await pMap(
        batches,
        async (entries) => {
          if (failures.length > 0) {
            return;
          }
          try {
            await rethrowUnavailable('product queue', signal, async () => {
              for await (const count of sendBatch(sqs, queueUrl, entries, signal)) {
                sent += count;
              }
            });
          } catch (error) {
            failures.push(error);
          }
        },
        { concurrency: CONCURRENCY },
      );
      if (failures.length > 0) {
        throw new SendError(sent, failures[0]);
      }
    },
  };
}

/**
 * Writes the message as JSON. SQS refuses U+FFFE and U+FFFF, which `JSON.stringify` doesn't escape.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html
 */
export function toMessageBody(message: QueueMessage): string {
  return JSON.stringify(message).replaceAll(
    /[\uFFFE\uFFFF]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16)}`,
  );
}
