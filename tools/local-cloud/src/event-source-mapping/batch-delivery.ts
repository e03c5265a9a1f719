import { GetQueueAttributesCommand, type SQSClient } from '@aws-sdk/client-sqs';

import type { InvokeResult } from '../lambda/invoke-result.ts';
import type { EventSourceMappingSpec } from '../model.ts';
import { type Batch, eventOf } from './batch.ts';
import { readBatchResponse } from './batch-response.ts';
import { deleteRecords } from './delete-records.ts';
import { EventSourceMappingError } from './event-source-mapping-error.ts';
import { buildTraceHeader, countInvocations, MAX_CHAINED_INVOCATIONS } from './lineage.ts';
import { pause } from './pause.ts';

const FIRST_THROTTLE_DELAY_MS = 100;
const MAX_THROTTLE_DELAY_MS = 5_000;

export interface BatchDeliveryOptions {
  readonly mapping: EventSourceMappingSpec;
  readonly sqs: SQSClient;
  readonly queueUrl: string;
  readonly stop: AbortSignal;
  readonly deliverAgain?: () => boolean;
  readonly invoke: (payload: string, traceHeader: string) => Promise<InvokeResult>;
  readonly onError: (error: EventSourceMappingError) => void;
}

/** Creates the function that delivers one batch and deletes the processed messages. It reports to `onError` and never rejects. */
export function createBatchDelivery(options: BatchDeliveryOptions): (batch: Batch) => Promise<void> {
  const { mapping, sqs, queueUrl, stop, onError } = options;

  async function visibilityTimeoutMs(): Promise<number> {
    const { Attributes: attributes } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: ['VisibilityTimeout'] }),
    );
    return Number(attributes?.VisibilityTimeout) * 1000;
  }

  /**
   * Retries a throttled invocation for as long as the messages are hidden, as Lambda does.
   *
   * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html#services-sqs-backoff-strategy
   */
  async function invoke(batch: Batch): Promise<InvokeResult> {
    const event = eventOf(batch);
    const traceHeader = buildTraceHeader(
      batch.map((record) => record.traceHeader),
      mapping.functionName,
    );
    let result = await options.invoke(event, traceHeader);
    if (!isThrottled(result)) {
      return result;
    }
    const hiddenUntil =
      Math.min(...batch.map(({ receivedAt }) => receivedAt)) + (await visibilityTimeoutMs());
    let delay = FIRST_THROTTLE_DELAY_MS;
    while (isThrottled(result) && !stop.aborted && Date.now() + delay < hiddenUntil) {
      await pause(delay, stop);
      result = await options.invoke(event, traceHeader);
      delay = Math.min(2 * delay, MAX_THROTTLE_DELAY_MS);
    }
    return result;
  }

  /** Picks the records that the function has processed. */
  function settle(batch: Batch, result: InvokeResult): Batch {
    const name = mapping.functionName;
    if (result.kind === 'refused') {
      onError(new EventSourceMappingError('INVOCATION_REFUSED', `${name}: ${result.code} ${result.message}`));
      return [];
    }
    if (result.functionError !== undefined) {
      onError(new EventSourceMappingError('FUNCTION_FAILED', `${name}: ${result.payload}`));
      return [];
    }
    if (!mapping.reportBatchItemFailures) {
      return batch;
    }
    const response = readBatchResponse(result.payload, new Set(batch.map(({ messageId }) => messageId)));
    if (response.kind === 'malformed') {
      const message = `${name} failed its whole batch with a malformed response: ${response.problem}`;
      onError(new EventSourceMappingError('MALFORMED_BATCH_RESPONSE', message));
      return [];
    }
    return batch.filter(({ messageId }) => !response.failedIds.has(messageId));
  }

  /**
   * Leaves out the messages of a loop. As on AWS they stay hidden, are received again, and so end in the dead-letter queue, if there is one.
   *
   * @see https://aws.amazon.com/blogs/compute/detecting-and-stopping-recursive-loops-in-aws-lambda-functions/
   */
  function stopLoops(batch: Batch): Batch {
    return batch.filter(({ messageId, traceHeader }) => {
      const stopped = countInvocations(traceHeader, mapping.functionName) >= MAX_CHAINED_INVOCATIONS;
      if (stopped) {
        const message = `Lambda stops a recursive loop: message ${messageId} comes from ${MAX_CHAINED_INVOCATIONS} invocations of ${mapping.functionName}, each with a message that the one before it sent`;
        onError(new EventSourceMappingError('RECURSIVE_LOOP', message));
      }
      return !stopped;
    });
  }

  return async (received) => {
    const batch = stopLoops(received);
    if (batch.length === 0) {
      return;
    }
    try {
      const processed = settle(batch, await invoke(batch));
      if (processed.length > 0 && options.deliverAgain?.() === true) {
        // What it answers changes nothing: the messages are processed.
        await invoke(processed);
      }
      await deleteRecords(sqs, queueUrl, processed);
    } catch (error) {
      const known = error instanceof EventSourceMappingError;
      const message = `${mapping.functionName} could not be invoked`;
      onError(known ? error : new EventSourceMappingError('INVOCATION_REFUSED', message, { cause: error }));
    }
  };
}

function isThrottled(result: InvokeResult): boolean {
  return result.kind === 'refused' && result.code === 'TooManyRequestsException';
}
