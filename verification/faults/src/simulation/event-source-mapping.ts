import { sqsEvent, sqsRecord } from '@async-catalog/local-cloud/testing';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type { FaultPlan } from './fault-plan.ts';
import { invoke, type SimulatedFunction } from './lambda.ts';
import type { Process } from './process.ts';
import type { Randomness } from './randomness.ts';
import type { Message, Queue } from './services/queue.ts';
import { sleep } from './sleep.ts';

export interface EventSourceMappingOptions {
  readonly queue: Queue;
  /** Fault point of an invocation: `worker.Invoke`. */
  readonly invocation: string;
  readonly worker: SimulatedFunction<SQSEvent, unknown>;
  readonly batchSize: number;
  readonly batchingWindowMs: number;
  /** The most batches in flight at the same time. */
  readonly concurrency: number;
  readonly faults: FaultPlan;
  readonly randomness: Randomness;
  readonly newProcess: () => Process;
  /** The worker failed without a crash, or returned an invalid response. */
  readonly onError: (error: unknown) => void;
}

/** Longest delay of a batch, which exceeds the visibility timeout. */
const MAX_DELAY_MS = 400_000;

/** Time from the end of a queue's outage to the next poll. */
const POLL_AGAIN_MS = 10_000;

/**
 * Invokes the worker with batches from the queue, and deletes each message that it doesn't return, forever.
 */
export async function runEventSourceMapping(options: EventSourceMappingOptions): Promise<never> {
  const { queue, batchSize, batchingWindowMs, concurrency, faults } = options;
  const running = new Set<Promise<void>>();

  async function deliver(batch: readonly Message[], process: Process): Promise<void> {
    if (faults.at(options.invocation) !== undefined) {
      process.crash();
      return;
    }
    const invoked = await invoke(
      options.worker,
      sqsEvent(batch.map((message) => toRecord(message, queue.name))),
      process,
    );
    if (invoked.kind === 'failed') {
      if (!process.crashed) {
        options.onError(invoked.error);
      }
      return;
    }
    if (faults.at(`${queue.name}.DeleteMessageBatch`) !== undefined) {
      process.disrupt();
      return;
    }
    const returned = readReturnedIds(invoked.result, batch);
    if (returned === undefined) {
      options.onError(new Error(`the worker responded with ${JSON.stringify(invoked.result)}`));
      return;
    }
    for (const { id, receiptHandle } of batch) {
      if (!returned.has(id)) {
        queue.delete(receiptHandle ?? '');
      }
    }
  }

  for (;;) {
    await queue.change();
    await sleep(batchingWindowMs);
    if (running.size >= concurrency) {
      await Promise.race(running);
    }
    const outageLeftMs = faults.outageLeftMs(`${queue.name}.ReceiveMessage`);
    if (outageLeftMs > 0) {
      await sleep(outageLeftMs + POLL_AGAIN_MS);
      continue;
    }
    const process = options.newProcess();
    const batch = queue.receive(batchSize, process);
    const effect = batch.length === 0 ? undefined : faults.at(`${queue.name}.ReceiveMessage`);
    if (effect === 'duplicated' || effect === 'delayed') {
      // Another receiver can settle the messages before this process does.
      process.disrupt();
    }
    if (effect === 'duplicated') {
      batch.forEach(({ receiptHandle }) => queue.hide(receiptHandle ?? '', 0));
    }
    if (effect === 'dropped') {
      process.crash();
    } else if (batch.length > 0) {
      const delayMs = effect === 'delayed' ? options.randomness.integer(1, MAX_DELAY_MS) : 0;
      const delivery = sleep(delayMs)
        .then(() => deliver(batch, process))
        .finally(() => running.delete(delivery));
      running.add(delivery);
    }
  }
}

/**
 * Reads the ids of the messages that a response returns to the queue; an invalid response gives nothing, and
 * fails the whole batch.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html#services-sqs-batchfailurereporting-conditions
 */
function readReturnedIds(response: unknown, batch: readonly Message[]): ReadonlySet<string> | undefined {
  const { batchItemFailures } = (response ?? {}) as Partial<SQSBatchResponse>;
  const ids = new Set(batch.map(({ id }) => id));
  const isValid = batchItemFailures?.every(({ itemIdentifier }) => ids.has(itemIdentifier)) === true;
  return isValid ? new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier)) : undefined;
}

function toRecord(message: Message, queueName: string): SQSRecord {
  const { id, body, attributes, receiptHandle, receiveCount, firstReceivedAt } = message;
  return sqsRecord(body, {
    messageId: id,
    receiptHandle: receiptHandle ?? '',
    receiveCount,
    eventSourceARN: `arn:aws:sqs:us-east-1:000000000000:${queueName}`,
    attributes: { ApproximateFirstReceiveTimestamp: String(firstReceivedAt) },
    messageAttributes: Object.fromEntries(
      Object.entries(attributes).map(([name, { DataType = 'String', StringValue }]) => [
        name,
        { dataType: DataType, ...(StringValue !== undefined && { stringValue: StringValue }) },
      ]),
    ),
  });
}
