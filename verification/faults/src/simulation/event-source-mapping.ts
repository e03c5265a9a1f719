import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type { FaultPlan } from './faults.ts';
import { invoke, type SimulatedFunction } from './lambda.ts';
import type { Process } from './process.ts';
import type { Randomness } from './randomness.ts';
import type { Message, Queue } from './services/queue.ts';

export interface EventSourceMappingOptions {
  readonly queue: Queue;
  readonly worker: SimulatedFunction<SQSEvent, unknown>;
  readonly batchSize: number;
  readonly batchingWindowMs: number;
  /** Batches at once, at most. */
  readonly concurrency: number;
  readonly faults: FaultPlan;
  readonly randomness: Randomness;
  readonly newProcess: () => Process;
  /** A batch was answered by an error that isn't a death. */
  readonly onError: (error: unknown) => void;
}

/** Longer than a received message stays hidden. */
const LONGEST_DELAY_MS = 400_000;

/** When the queue can't be reached. */
const POLL_AGAIN_MS = 10_000;

/** Invokes the worker with what is on the queue and deletes what it doesn't hand back: for ever. */
export async function mapQueueToWorker(options: EventSourceMappingOptions): Promise<never> {
  const { queue, batchSize, batchingWindowMs, concurrency, faults } = options;
  const running = new Set<Promise<void>>();

  async function deliver(batch: readonly Message[], process: Process): Promise<void> {
    const invoked = await invoke(options.worker, { Records: batch.map(recordOf) }, process);
    if (invoked.kind === 'broken') {
      if (!process.dead) {
        options.onError(invoked.error);
      }
      return;
    }
    if (faults.at('product-queue.DeleteMessageBatch') !== undefined) {
      process.trouble();
      return;
    }
    const left = handedBack(invoked.result, batch);
    if (left === undefined) {
      options.onError(new Error(`the worker answered ${JSON.stringify(invoked.result)}`));
      return;
    }
    for (const { id, receiptHandle } of batch) {
      if (!left.has(id)) {
        queue.delete(receiptHandle ?? '');
      }
    }
  }

  for (;;) {
    await queue.change();
    await pass(batchingWindowMs);
    if (running.size >= concurrency) {
      await Promise.race(running);
    }
    if (faults.isOut('product-queue.ReceiveMessage')) {
      await pass(POLL_AGAIN_MS);
      continue;
    }
    const process = options.newProcess();
    const batch = queue.receive(batchSize, process);
    const effect = batch.length === 0 ? undefined : faults.at('product-queue.ReceiveMessage');
    if (effect === 'doubled' || effect === 'delayed') {
      // The queue can be done with it before the process is.
      process.trouble();
    }
    if (effect === 'doubled') {
      batch.forEach(({ receiptHandle }) => queue.hide(receiptHandle ?? '', 0));
    }
    if (effect === 'dropped') {
      process.die();
    } else if (batch.length > 0) {
      const delayMs = effect === 'delayed' ? options.randomness.integer(1, LONGEST_DELAY_MS) : 0;
      const delivery = pass(delayMs)
        .then(() => deliver(batch, process))
        .finally(() => running.delete(delivery));
      running.add(delivery);
    }
  }
}

/**
 * The ids of the messages that an answer hands back; nothing where it isn't one, which fails the whole batch.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html#services-sqs-batchfailurereporting-conditions
 */
function handedBack(answer: unknown, batch: readonly Message[]): ReadonlySet<string> | undefined {
  const { batchItemFailures } = (answer ?? {}) as Partial<SQSBatchResponse>;
  const ids = new Set(batch.map(({ id }) => id));
  const isAnswer = batchItemFailures?.every(({ itemIdentifier }) => ids.has(itemIdentifier)) === true;
  return isAnswer ? new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier)) : undefined;
}

/** https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html#example-standard-queue-message-event */
function recordOf({ id, body, attributes, receiptHandle, receiveCount }: Message): SQSRecord {
  return {
    messageId: id,
    receiptHandle: receiptHandle ?? '',
    body,
    attributes: {
      ApproximateReceiveCount: String(receiveCount),
      SentTimestamp: String(Date.now()),
      SenderId: 'simulated',
      ApproximateFirstReceiveTimestamp: String(Date.now()),
    },
    messageAttributes: Object.fromEntries(
      Object.entries(attributes).map(([name, { DataType = 'String', StringValue }]) => [
        name,
        { dataType: DataType, ...(StringValue !== undefined && { stringValue: StringValue }) },
      ]),
    ),
    md5OfBody: '',
    eventSource: 'aws:sqs',
    eventSourceARN: 'arn:aws:sqs:us-east-1:000000000000:product-queue',
    awsRegion: 'us-east-1',
  };
}

function pass(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
}
