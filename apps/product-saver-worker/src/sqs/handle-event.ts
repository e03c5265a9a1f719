import type { Context, SQSEvent, SQSRecord } from 'aws-lambda';
import type { Conclusion, Delivery } from '../core/conclusion.ts';
import { createDeadlines } from '../core/deadlines.ts';
import { type Failure, MissingProductError } from '../core/errors.ts';
import { type createHandleBatch, MAX_RECEIVES_TOGETHER } from '../core/handle-batch.ts';
import type { WorkerTelemetry } from '../core/ports.ts';
import { readOrigin } from '../core/read/read-message.ts';
import { retryDelaySeconds } from './retry-delay.ts';

/**
 * Time since its first receive after which an item is given up when it fails. No outage of up to six hours
 * fails an item: after its end, an item has an hour, in which it is delivered at least four times.
 */
const GIVE_UP_AFTER_MS = 7 * 60 * 60 * 1000;

/**
 * Receives before which no item is given up, however long ago the first was: seven hours of retries without a
 * break take about 30, and an item whose event source mapping was disabled meanwhile has few.
 */
const GIVE_UP_AFTER_RECEIVES = 24;

export interface MessageQueue {
  /** Deletes a record's message. Can be repeated: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_DeleteMessage.html */
  acknowledge(record: SQSRecord, signal: AbortSignal): Promise<void>;

  /**
   * Hides records that go back to the queue for a number of seconds each. @throws if it failed for some,
   * which come back after the queue's own visibility timeout.
   */
  delayRetry(
    retries: readonly { readonly record: SQSRecord; readonly seconds: number }[],
    signal: AbortSignal,
  ): Promise<void>;
}

export interface DeadLetterQueue {
  /** Copies a message, with the reason that its item is given up. */
  put(record: SQSRecord, failure: Failure, signal: AbortSignal): Promise<void>;
}

export interface HandleEventDeps {
  readonly handleBatch: ReturnType<typeof createHandleBatch>;
  readonly queue: MessageQueue;
  readonly deadLetters: DeadLetterQueue;
  readonly telemetry: Pick<WorkerTelemetry, 'addContext' | 'acknowledgeFailed' | 'delayFailed'>;
  /** Number of deliveries after which the queue dead-letters a message. */
  readonly maxReceiveCount: number;
  readonly now: () => Date;
  readonly random: () => number;
}

/**
 * Handles an event. Returns a result for each record, in order; a rejected one returns its record to the
 * queue.
 */
export function createHandleEvent(deps: HandleEventDeps) {
  const { handleBatch, queue, deadLetters, telemetry, maxReceiveCount, now, random } = deps;

  /** Reads a record of Lambda's event source mapping: https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html */
  function toDelivery({ messageId, body, attributes }: SQSRecord): Delivery {
    const receiveCount = Number(attributes.ApproximateReceiveCount);
    const firstReceivedAt = new Date(Number(attributes.ApproximateFirstReceiveTimestamp));
    const triedForMs = now().getTime() - firstReceivedAt.getTime();
    return {
      id: `${firstReceivedAt.toISOString()}-${messageId}`,
      body,
      receiveCount,
      firstReceivedAt,
      isExhausted: triedForMs >= GIVE_UP_AFTER_MS && receiveCount >= GIVE_UP_AFTER_RECEIVES,
      isLast: receiveCount >= maxReceiveCount,
    };
  }

  /** @throws when the record has to return to the queue. */
  async function carryOut(
    record: SQSRecord,
    { receiveCount }: Delivery,
    conclusion: Conclusion,
    signal: AbortSignal,
  ): Promise<void> {
    if (conclusion.kind === 'acknowledge') {
      return;
    }
    const { messageId } = record;
    const recordTelemetry = telemetry.addContext({ messageId, receiveCount }, conclusion.origin);
    try {
      if (conclusion.kind === 'returnToQueue') {
        throw conclusion.cause;
      }
      // After the settlement and before the acknowledgement: if either step fails, the message is still on
      // the queue.
      await deadLetters.put(record, conclusion.failure, signal);
      recordTelemetry.failed(conclusion.failure, conclusion.cause);
    } catch (cause) {
      recordTelemetry.returnedToQueue(cause);
      throw cause;
    }
  }

  /** No delay after the last delivery: the queue dead-letters the message as soon as it is visible. */
  const delaySeconds = ({ isLast, receiveCount }: Delivery, cause: unknown): number =>
    isLast
      ? 0
      : retryDelaySeconds(
          receiveCount,
          random,
          cause instanceof MissingProductError ? cause.waitMs : Infinity,
        );

  return async ({ Records }: SQSEvent, context: Context): Promise<PromiseSettledResult<void>[]> => {
    const deadlines = createDeadlines(context.getRemainingTimeInMillis());
    const deliveries = Records.map(toDelivery);
    for (const [place, { body, receiveCount }] of deliveries.entries()) {
      if (receiveCount > MAX_RECEIVES_TOGETHER) {
        const { messageId } = Records[place]!;
        telemetry.addContext({ messageId, receiveCount }, readOrigin(body)).receivedOften();
      }
    }
    const conclusions = await handleBatch(deliveries, {
      id: context.awsRequestId,
      deadlines,
      // A failure is made up for when the batch ends.
      acknowledge: (place) => {
        const record = Records[place]!;
        return queue
          .acknowledge(record, deadlines.settle)
          .catch((cause: unknown) => telemetry.acknowledgeFailed(record.messageId, cause));
      },
    });
    const results = await Promise.allSettled(
      Records.map((record, n) => carryOut(record, deliveries[n]!, conclusions[n]!, deadlines.deadLetter)),
    );
    const retries = Records.flatMap((record, n) => {
      const result = results[n];
      return result?.status === 'rejected'
        ? [{ record, seconds: delaySeconds(deliveries[n]!, result.reason) }]
        : [];
    });
    if (retries.length > 0) {
      await queue
        .delayRetry(retries, deadlines.delay)
        .catch((cause: unknown) => telemetry.delayFailed(cause));
    }
    return results;
  };
}
