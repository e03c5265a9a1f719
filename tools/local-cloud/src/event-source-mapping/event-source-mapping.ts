import type { SQSClient } from '@aws-sdk/client-sqs';

import type { InvokeResult } from '../lambda/invoke-result.ts';
import type { EventSourceMappingSpec } from '../model.ts';
import { createBatchDelivery } from './batch-delivery.ts';
import { createBatchGatherer } from './batch-gatherer.ts';
import { checkMapping } from './check-mapping.ts';
import { EventSourceMappingError } from './event-source-mapping-error.ts';

/**
 * Batches at a time, unless the mapping says how many: what Lambda starts with. (It goes on to add more, up to 1,250.)
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html
 */
const DEFAULT_CONCURRENCY = 5;

export interface EventSourceMappingOptions {
  readonly mapping: EventSourceMappingSpec;
  readonly sqs: SQSClient;
  readonly queueUrl: string;
  readonly region: string;
  readonly invoke: (payload: string) => Promise<InvokeResult>;
  /** What went wrong, and goes on: the mapping itself only ends with `close`. */
  readonly onError: (error: EventSourceMappingError) => void;
}

export interface EventSourceMapping {
  /** Stops polling, and waits for the batches that were received: a second or two, and what the function takes. */
  close(): Promise<void>;
}

/**
 * Polls a standard queue and invokes a function with what it finds, as Lambda does. What becomes of messages that the
 * function isn't done with is left to SQS: visibility timeout, redrive, dead-letter queue.
 *
 * One poller gathers all batches, so they are fuller than those of Lambda's five; they are delivered at the same time.
 * `mapping.enabled` is for the caller to heed.
 *
 * @throws {EventSourceMappingError} `INVALID_MAPPING` where AWS would refuse the mapping.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html
 */
export function startEventSourceMapping(options: EventSourceMappingOptions): EventSourceMapping {
  const { mapping, onError } = options;
  checkMapping(mapping);
  const stopping = new AbortController();
  const stop = stopping.signal;
  const concurrency = mapping.maximumConcurrency ?? DEFAULT_CONCURRENCY;
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
      // Received messages are hidden from others: none are received before there is someone to take them.
      while (delivering.size >= concurrency) {
        await Promise.race(delivering);
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
