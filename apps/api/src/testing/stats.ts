import { FAILURE_CODES, STATS_QUEUES } from '@async-catalog/product-schema';
import type { Datapoint, Metrics, QueueDepths } from '../core/ports.ts';

const EMPTY = { waiting: 0, inFlight: 0, delayed: 0 };

/** Makes metrics without a value, but for what is given. */
export function metrics({ saved = [], failed = {}, oldestMessage = {} }: PartialMetrics = {}): Metrics {
  return {
    saved,
    failed: { ...recordOf(FAILURE_CODES, []), ...failed },
    oldestMessage: { ...recordOf(STATS_QUEUES, []), ...oldestMessage },
  };
}

interface PartialMetrics {
  readonly saved?: readonly Datapoint[];
  readonly failed?: Partial<Metrics['failed']>;
  readonly oldestMessage?: Partial<Metrics['oldestMessage']>;
}

/** Makes empty queues, but for those that are given. */
export function queueDepths({
  queues = {},
  deadLetters = {},
}: {
  readonly queues?: Partial<QueueDepths['queues']>;
  readonly deadLetters?: Partial<QueueDepths['deadLetters']>;
} = {}): QueueDepths {
  return {
    queues: { ...recordOf(STATS_QUEUES, EMPTY), ...queues },
    deadLetters: { products: EMPTY, imports: EMPTY, ...deadLetters },
  };
}

function recordOf<Key extends string, Value>(keys: readonly Key[], value: Value): Record<Key, Value> {
  return Object.fromEntries(keys.map((key) => [key, value])) as Record<Key, Value>;
}
