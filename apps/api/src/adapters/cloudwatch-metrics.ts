import type { CallBudget } from '@async-catalog/aws-clients';
import { createCloudWatchClient } from '@async-catalog/aws-clients/cloudwatch';
import { dependencyUnavailable } from '@async-catalog/http-contract';
import { FAILURE_CODES, STATS_QUEUES, type StatsQueue } from '@async-catalog/product-schema';
import {
  GetMetricDataCommand,
  type MetricDataQuery,
  type MetricDataResult,
} from '@aws-sdk/client-cloudwatch';
import type { Datapoint, MetricReader } from '../core/ports.ts';
import { translateTransient } from './translate-transient.ts';

export interface MetricSettings extends CallBudget {
  /** Namespace of the worker's metrics. */
  readonly namespace: string;
  readonly queueUrls: Readonly<Record<StatsQueue, string>>;
}

const PERIOD_SECONDS = 60;

/**
 * Reads all metrics by one GetMetricData, which takes 500 queries and answers 100,800 datapoints at once. One query for each
 * code of a failure, because a search for codes doesn't find a new one for up to 15 minutes.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html
 */
export function createCloudWatchMetrics({ namespace, queueUrls, ...budget }: MetricSettings): MetricReader {
  const client = createCloudWatchClient(budget);
  const queries: MetricDataQuery[] = [
    query('saved', 'Sum', { Namespace: namespace, MetricName: 'ProductSaved' }),
    ...FAILURE_CODES.map((code) =>
      query(`failed_${code}`, 'Sum', {
        Namespace: namespace,
        MetricName: 'ItemFailed',
        Dimensions: [{ Name: 'code', Value: code }],
      }),
    ),
    ...STATS_QUEUES.map((name, index) =>
      query(`oldest_${index}`, 'Maximum', {
        Namespace: 'AWS/SQS',
        MetricName: 'ApproximateAgeOfOldestMessage',
        Dimensions: [{ Name: 'QueueName', Value: queueUrls[name].split('/').at(-1) }],
      }),
    ),
  ];
  return {
    async read(from, until) {
      const command = new GetMetricDataCommand({
        MetricDataQueries: queries,
        StartTime: from,
        EndTime: until,
        ScanBy: 'TimestampAscending',
      });
      const { MetricDataResults = [] } = await translateTransient(() => client.send(command));
      const datapoints = (id: string) => datapointsOf(id, MetricDataResults);
      return {
        saved: datapoints('saved'),
        failed: toRecord(FAILURE_CODES, (code) => datapoints(`failed_${code}`)),
        oldestMessage: toRecord(STATS_QUEUES, (_, index) => datapoints(`oldest_${index}`)),
      };
    },
  };
}

function query(
  Id: string,
  Stat: 'Sum' | 'Maximum',
  Metric: NonNullable<MetricDataQuery['MetricStat']>['Metric'],
): MetricDataQuery {
  return { Id, MetricStat: { Metric, Period: PERIOD_SECONDS, Stat } };
}

/** @throws {ProblemError} `DEPENDENCY_UNAVAILABLE` if CloudWatch has no complete result, which isn't the same as no values. */
function datapointsOf(id: string, results: readonly MetricDataResult[]): Datapoint[] {
  const { StatusCode, Timestamps = [], Values = [] } = results.find(({ Id }) => Id === id) ?? {};
  if (StatusCode !== 'Complete') {
    const cause = new Error(`CloudWatch answered ${StatusCode ?? 'nothing'} for ${id}`);
    throw dependencyUnavailable('The metrics are unavailable. Try again.', cause);
  }
  return Timestamps.map((at, index) => ({ at, value: Values[index] ?? 0 }));
}

function toRecord<Key extends string, Value>(
  keys: readonly Key[],
  valueOf: (key: Key, index: number) => Value,
): Record<Key, Value> {
  return Object.fromEntries(keys.map((key, index) => [key, valueOf(key, index)])) as Record<Key, Value>;
}
