import type { Queues } from '../emulators/queues.ts';
import type { ReadSeries } from './get-metric-data.ts';
import { MINUTE_MS, type MetricStore } from './metric-store.ts';

/**
 * Adds the age of the oldest message to the metrics of a store, in seconds, as one value in the present minute. Like SQS, an empty
 * queue has none.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
 */
export function withQueueAges(store: MetricStore, queues: Queues | undefined, now: () => number): ReadSeries {
  return (id, statistic, range) => {
    if (id.namespace !== 'AWS/SQS' || id.name !== 'ApproximateAgeOfOldestMessage') {
      return store.read(id, statistic, range);
    }
    const sentMs = queues?.oldestSentMs(id.dimensions['QueueName'] ?? '');
    const nowMs = now();
    const minuteMs = nowMs - (nowMs % MINUTE_MS);
    return sentMs === undefined || minuteMs < range.fromMs || minuteMs >= range.untilMs
      ? new Map()
      : new Map([[nowMs - (nowMs % range.periodMs), Math.max(0, Math.floor((nowMs - sentMs) / 1000))]]);
  };
}
