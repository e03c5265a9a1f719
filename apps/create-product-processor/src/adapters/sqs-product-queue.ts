import { setTimeout as wait } from 'node:timers/promises';
import type { QueueMessage } from '@async-catalog/product-schema';
import {
  type BatchResultErrorEntry,
  SendMessageBatchCommand,
  type SendMessageBatchRequestEntry,
  type SQSClient,
  SQSServiceException,
} from '@aws-sdk/client-sqs';
import pMap from 'p-map';
import type { Config } from '../config.ts';
import { SendError, UnavailableError } from '../core/errors.ts';
import type { ProductQueue } from '../core/ports.ts';
import { rethrowUnavailable } from './rethrow-unavailable.ts';

/**
 * The largest submission is 100 batches: a dozen rounds of some 10 ms, and far fewer connections than a
 * client keeps.
 */
const CONCURRENCY = 8;

/**
 * Largest submission that goes to `product-queue`: one batch of its mapping, which has no window. Larger ones
 * have a queue of their own, so that a file doesn't delay a single product; so have chunks of a file, of any size.
 */
export const MAX_SMALL_SUBMISSION = 10;

export function createSqsProductQueue(
  sqs: SQSClient,
  { productQueueUrl, productBulkQueueUrl }: Pick<Config, 'productQueueUrl' | 'productBulkQueueUrl'>,
): ProductQueue {
  return {
    async send(messages, signal) {
      const [first] = messages;
      const importId = first?.importId;
      const isSmall = (first?.total ?? 0) <= MAX_SMALL_SUBMISSION && importId === undefined;
      const queueUrl = isSmall ? productQueueUrl : productBulkQueueUrl;
      const batches = packEntries(
        messages.map((message) => ({
          Id: String(message.index),
          MessageBody: toMessageBody(message),
          // Makes the standard queue fair: a large file doesn't delay a small one, nor a batch, which has no group.
          // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-fair-queues.html
          ...(importId !== undefined && { MessageGroupId: importId }),
        })),
      );
      const sent: number[] = [];
      let nothingSent = true;
      const failures: unknown[] = [];
      await pMap(
        batches,
        async (entries) => {
          if (failures.length > 0) {
            return;
          }
          try {
            await rethrowUnavailable('product queue', signal, async () => {
              for await (const indexes of sendBatch(sqs, queueUrl, entries, signal)) {
                sent.push(...indexes);
              }
            });
          } catch (error) {
            nothingSent &&= isRefusal(error);
            failures.push(error);
          }
        },
        { concurrency: CONCURRENCY },
      );
      if (failures.length > 0) {
        throw new SendError(sent, nothingSent && sent.length === 0, failures[0]);
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

/**
 * Entries in one SendMessageBatch, and bytes of all their bodies together.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessageBatch.html
 */
const MAX_BATCH_ENTRIES = 10;
export const MAX_BATCH_BYTES = 1_048_576;

/** Splits the entries into batches that SQS takes, in order. */
export function packEntries(
  entries: readonly SendMessageBatchRequestEntry[],
): SendMessageBatchRequestEntry[][] {
  const batches: SendMessageBatchRequestEntry[][] = [];
  let last: SendMessageBatchRequestEntry[] = [];
  let bytes = 0;
  for (const entry of entries) {
    const size = Buffer.byteLength(entry.MessageBody ?? '');
    if (last.length === 0 || last.length === MAX_BATCH_ENTRIES || bytes + size > MAX_BATCH_BYTES) {
      last = [];
      batches.push(last);
      bytes = 0;
    }
    last.push(entry);
    bytes += size;
  }
  return batches;
}

const FIRST_WAIT_MS = 50;
const LONGEST_WAIT_MS = 2000;

/**
 * Sends one batch until every entry is in the queue, and yields the indexes that each call added. SQS answers 200
 * even when entries failed: those not listed as successful are sent again until the signal aborts.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessageBatch.html
 * @throws {EntryRefusedError} where an entry failed by the sender's fault.
 */
async function* sendBatch(
  sqs: SQSClient,
  queueUrl: string,
  entries: readonly SendMessageBatchRequestEntry[],
  abortSignal: AbortSignal,
): AsyncGenerator<number[]> {
  let unsent = entries;
  for (let longestWaitMs = FIRST_WAIT_MS; ; longestWaitMs = Math.min(longestWaitMs * 2, LONGEST_WAIT_MS)) {
    const command = new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries: [...unsent] });
    const { Successful = [], Failed = [] } = await sqs.send(command, { abortSignal });
    const successful = new Set(Successful.map(({ Id }) => Id));
    yield [...successful].map(Number);
    const refused = Failed.find((entry) => entry.SenderFault === true);
    if (refused !== undefined) {
      throw new EntryRefusedError(refused, Failed.length === entries.length);
    }
    unsent = unsent.filter(({ Id }) => !successful.has(Id));
    if (unsent.length === 0) {
      return;
    }
    // Full jitter, so that intakes throttled together don't retry together.
    await wait(Math.random() * longestWaitMs, undefined, { signal: abortSignal });
  }
}

/** Entry that SQS refused as the sender's fault, so a retry can't help. */
export class EntryRefusedError extends Error {
  override readonly name = 'EntryRefusedError';
  /** Tells whether the whole batch is known to be refused. */
  readonly all: boolean;

  constructor({ Id, Code, Message }: BatchResultErrorEntry, all: boolean) {
    super(`SQS refused entry ${Id}: ${Code} ${Message ?? ''}`);
    this.all = all;
  }
}

/**
 * Tells whether certainly nothing of a batch is in the queue. After several attempts of the SDK only the last
 * is known to be refused: an earlier one may have lost its answer.
 */
function isRefusal(error: unknown): boolean {
  const cause = error instanceof UnavailableError ? error.cause : error;
  if (cause instanceof EntryRefusedError) {
    return cause.all;
  }
  if (!(cause instanceof SQSServiceException)) {
    return false;
  }
  const { attempts, httpStatusCode = 500 } = cause.$metadata;
  return attempts === 1 && httpStatusCode < 500;
}
