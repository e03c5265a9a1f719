import { ReceiveMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';

import type { EventSourceMappingSpec } from '../model.ts';
import { type Batch, splitBatch } from './batch.ts';
import { pause } from './pause.ts';
import { createSqsRecord, type SqsRecord } from './sqs-record.ts';

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html */
const MESSAGES_PER_REQUEST = 10;

/**
 * Wait of one receive, which is also how long a mapping takes to stop. A receive is never aborted, because
 * its messages would stay hidden and count as received.
 */
const WAIT_SECONDS = 1;

/** Pause between receives in the last second of a window, because SQS only waits whole seconds. */
const POLL_INTERVAL_MS = 100;

const RETRY_DELAY_MS = 1_000;

export interface BatchGathererOptions {
  readonly sqs: SQSClient;
  readonly queueUrl: string;
  readonly region: string;
  readonly mapping: EventSourceMappingSpec;
  /** Stops receiving when aborted; the messages gathered so far are a batch. */
  readonly stop: AbortSignal;
  readonly onReceiveError: (error: unknown) => void;
}

export interface BatchGatherer {
  /** Resolves to the next batch, which is empty if there were no messages. */
  next(): Promise<Batch>;
  /** True if received messages didn't fit into a batch yet. */
  readonly hasLeftovers: boolean;
}

/**
 * Gathers a batch until it is full, has 6 MB, or its window is over. The window begins with the first
 * message.
 *
 * @see
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventsourcemapping.html#invocation-eventsourcemapping-batching
 */
export function createBatchGatherer(options: BatchGathererOptions): BatchGatherer {
  const { sqs, queueUrl, region, stop } = options;
  const { queueArn, batchSize, maximumBatchingWindowSeconds } = options.mapping;
  let leftovers: readonly SqsRecord[] = [];

  async function receive(room: number, waitSeconds: number): Promise<readonly SqsRecord[]> {
    try {
      const { Messages: messages = [] } = await sqs.send(
        new ReceiveMessageCommand({
          QueueUrl: queueUrl,
          MaxNumberOfMessages: Math.min(room, MESSAGES_PER_REQUEST),
          WaitTimeSeconds: waitSeconds,
          MessageSystemAttributeNames: ['All'],
          MessageAttributeNames: ['All'],
        }),
      );
      const receivedAt = Date.now();
      return messages.map((message) => createSqsRecord(message, { queueArn, region, receivedAt }));
    } catch (error) {
      options.onReceiveError(error);
      await pause(RETRY_DELAY_MS, stop);
      return [];
    }
  }

  return {
    async next() {
      let records = leftovers.length > 0 ? leftovers : await receive(batchSize, WAIT_SECONDS);
      const windowEnd = Date.now() + maximumBatchingWindowSeconds * 1000;
      let split = splitBatch(records, batchSize);
      while (records.length > 0 && !split.full && !stop.aborted && Date.now() < windowEnd) {
        const waitSeconds = windowEnd - Date.now() < WAIT_SECONDS * 1000 ? 0 : WAIT_SECONDS;
        const more = await receive(batchSize - records.length, waitSeconds);
        if (more.length === 0 && waitSeconds === 0) {
          await pause(Math.min(POLL_INTERVAL_MS, Math.max(0, windowEnd - Date.now())), stop);
        }
        records = [...records, ...more];
        split = splitBatch(records, batchSize);
      }
      leftovers = split.rest;
      return split.batch;
    },
    get hasLeftovers() {
      return leftovers.length > 0;
    },
  };
}
