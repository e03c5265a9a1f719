import type { SQSClient } from '@aws-sdk/client-sqs';

import type { InvokeResult } from '../lambda/invoke-result.ts';
import type { EventSourceMappingSpec } from '../model.ts';
import { createBatchDelivery } from './batch-delivery.ts';
import { createBatchGatherer } from './batch-gatherer.ts';
import { checkMapping } from './check-mapping.ts';
import { EventSourceMappingError } from './event-source-mapping-error.ts';
import { pause } from './pause.ts';

/**
 * Default concurrency: what Lambda starts with before it scales up, to at most 1,250.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html
 */
const DEFAULT_CONCURRENCY = 5;

/** Pauses of a second before a receive of a slow mapping. */
const SLOW_SECONDS = 60;

export interface EventSourceMappingOptions {
  readonly mapping: EventSourceMappingSpec;
  readonly sqs: SQSClient;
  readonly queueUrl: string;
  readonly region: string;
  /** Batches that the function can take at a time, if that is less than the mapping's concurrency. */
  readonly maxDeliveries?: number;
  /** True if a batch that was processed is delivered once more before its messages are deleted. */
  readonly deliverAgain?: () => boolean;
  /** True while it waits a minute before each receive. */
  readonly isSlow?: () => boolean;
  readonly invoke: (payload: string, traceHeader: string) => Promise<InvokeResult>;
  /** Called with each error; the mapping goes on until `close`. */
  readonly onError: (error: EventSourceMappingError) => void;
}

export interface EventSourceMapping {
  /** Stops polling and waits for the received batches. */
  close(): Promise<void>;
}

/**
 * Polls a standard queue and invokes a function with its messages, as Lambda does, but with one poller
 * instead of five, so batches are fuller. Failed messages are left to SQS, and `mapping.enabled` to the
 * caller.
 *
 * @throws {EventSourceMappingError} `INVALID_MAPPING` where AWS would refuse the mapping.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html
 */
export function startEventSourceMapping(options: EventSourceMappingOptions): EventSourceMapping {
  const { mapping, maxDeliveries = Infinity, onError } = options;
  checkMapping(mapping);
  const stopping = new AbortController();
  const stop = stopping.signal;
  const concurrency = Math.min(mapping.maximumConcurrency ?? DEFAULT_CONCURRENCY, maxDeliveries);
  const gatherer = createBatchGatherer({
    ...options,
    stop,
    onReceiveError: (cause) =>
      onError(
        new EventSourceMappingError('RECEIVE_FAILED', `Can't receive from ${options.queueUrl}`, { cause }),
      ),
  });
  const deliver = createBatchDelivery({ ...options, stop });
  const delivering = new Set<Promise<void>>();

  async function poll(): Promise<void> {
    while (!stop.aborted || gatherer.hasLeftovers) {
      // Received messages are hidden from others, so none are received before a delivery is free.
      while (delivering.size >= concurrency) {
        await Promise.race(delivering);
      }
      for (
        let waited = 0;
        waited < SLOW_SECONDS && options.isSlow?.() === true && !stop.aborted;
        waited += 1
      ) {
        await pause(1000, stop);
      }
      const batch = await gatherer.next();
      if (batch.length > 0) {
        const delivery = deliver(batch).finally(() => delivering.delete(delivery));
        delivering.add(delivery);
      }
    }
    await Promise.all(delivering);
  }

  const polling = poll();
  return {
    async close() {
      stopping.abort();
      await polling;
    },
  };
}
