import type { SQSClient } from '@aws-sdk/client-sqs';
import pMap from 'p-map';
import { type ProductQueue, SendError } from '../../core/accepting/ports.ts';
import { messageBodyOf } from './message-body.ts';
import { packEntries } from './pack-entries.ts';
import { sendBatch } from './send-batch.ts';
import { translateErrors } from './translate-errors.ts';

/** The largest submission is 100 batches: a dozen rounds of some 10 ms, and far fewer connections than a client keeps. */
const CONCURRENCY = 8;

export function createSqsProductQueue(sqs: SQSClient, queueUrl: string): ProductQueue {
  return {
    async send(messages, signal) {
      const batches = packEntries(
        messages.map((message) => ({ Id: String(message.index), MessageBody: messageBodyOf(message) })),
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
            await translateErrors('product queue', signal, async () => {
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
