import type { Context, SQSEvent, SQSRecord } from 'aws-lambda';
import type { Conclusion, Delivery } from '../core/conclusion.ts';
import type { Failure } from '../core/errors.ts';
import type { createHandleBatch } from '../core/handle-batch.ts';
import type { WorkerTelemetry } from '../core/ports.ts';
import { timesRequeued } from './message-attributes.ts';
import { retryDelaySeconds } from './retry-delay.ts';

/**
 * Limit of requeues, after which a message is dead-lettered. With five minutes before each, it lasts for an
 * outage of some 16 hours.
 */
const MAX_TIMES_REQUEUED = 100;

export interface MessageQueue {
  /**
   * Hides records that go back to the queue for a number of seconds each. @throws if it failed for some,
   * which come back after the queue's own visibility timeout.
   */
  delayRetry(retries: readonly { readonly record: SQSRecord; readonly seconds: number }[]): Promise<void>;
  /**
   * Sends a delayed copy of a message to its queue. Even if it throws, the copy may have been sent.
   */
  requeue(record: SQSRecord): Promise<void>;
}

export interface DeadLetterQueue {
  /** Copies a message, with the reason that it can never be saved. */
  put(record: SQSRecord, failure: Failure): Promise<void>;
}

export interface HandleEventDeps {
  readonly handleBatch: ReturnType<typeof createHandleBatch>;
  readonly queue: MessageQueue;
  readonly deadLetters: DeadLetterQueue;
  readonly telemetry: Pick<WorkerTelemetry, 'addContext' | 'delayFailed'>;
  /** Number of deliveries after which the queue dead-letters a message. */
  readonly maxReceiveCount: number;
  readonly random: () => number;
}

/**
 * Handles an event. Returns a result for each record, in order; a rejected one returns its record to the
 * queue.
 */
export function createHandleEvent(deps: HandleEventDeps) {
  const { handleBatch, queue, deadLetters, telemetry, maxReceiveCount, random } = deps;

  /** @throws when the record has to return to the queue. */
  async function carryOut(
    record: SQSRecord,
    { receiveCount }: Delivery,
    conclusion: Conclusion,
  ): Promise<void> {
    if (conclusion.kind === 'acknowledge') {
      return;
    }
    const { messageId } = record;
    const recordTelemetry = telemetry.addContext({ messageId, receiveCount }, conclusion.origin);
    try {
      if (conclusion.kind === 'requeue') {
        await queue.requeue(record);
        recordTelemetry.requeued(conclusion.cause);
        return;
      }
      if (conclusion.kind === 'deadLetter') {
        // After the settlement and before the acknowledgement: if either step fails, the message is still on
        // the queue.
        await deadLetters.put(record, conclusion.failure);
        recordTelemetry.failed(conclusion.failure);
        return;
      }
      if (conclusion.kind === 'giveUp') {
        recordTelemetry.failed(conclusion.failure);
      }
      throw conclusion.cause;
    } catch (cause) {
      recordTelemetry.returnedToQueue(cause);
      throw cause;
    }
  }

  /** No delay after the last delivery: the queue dead-letters the message as soon as it is visible. */
  const delaySeconds = ({ isLast, receiveCount }: Delivery): number =>
    isLast ? 0 : retryDelaySeconds(receiveCount, random);

  return async ({ Records }: SQSEvent, context: Context): Promise<PromiseSettledResult<void>[]> => {
    const deliveries = Records.map((record) => toDelivery(record, maxReceiveCount));
    const conclusions = await handleBatch(deliveries, {
      id: context.awsRequestId,
      remainingMs: () => context.getRemainingTimeInMillis(),
    });
    const results = await Promise.allSettled(
      Records.map((record, n) => carryOut(record, deliveries[n]!, conclusions[n]!)),
    );
    const retries = Records.flatMap((record, n) =>
      results[n]?.status === 'rejected' ? [{ record, seconds: delaySeconds(deliveries[n]!) }] : [],
    );
    if (retries.length > 0) {
      await queue.delayRetry(retries).catch((cause: unknown) => telemetry.delayFailed(cause));
    }
    return results;
  };
}

/**
 * Reads a record of Lambda's event source mapping: https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html
 */
function toDelivery(record: SQSRecord, maxReceiveCount: number): Delivery {
  const receiveCount = Number(record.attributes.ApproximateReceiveCount);
  const isLast = receiveCount >= maxReceiveCount;
  const mayRequeue = isLast && timesRequeued(record) < MAX_TIMES_REQUEUED;
  return { body: record.body, receiveCount, isLast, mayRequeue };
}
