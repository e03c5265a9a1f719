import { type IMetric, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { StageConfig } from '../config.ts';
import { apiMetric } from './api-metric.ts';
import { type OwnMetric, ownMetric } from './own-metrics.ts';

const awsMetric =
  (service: string, dimension: string) =>
  (name: string, metricName: string, statistic: string): Metric =>
    new Metric({
      namespace: `AWS/${service}`,
      metricName,
      dimensionsMap: { [dimension]: name },
      statistic,
      label: `${name} ${metricName}`,
    });
const lambda = awsMetric('Lambda', 'FunctionName');
const queue = awsMetric('SQS', 'QueueName');
const table = awsMetric('DynamoDB', 'TableName');

export interface Graph {
  readonly title: string;
  readonly left: IMetric[];
  /** Metrics on the second axis. */
  readonly right?: IMetric[];
}

export interface Graphed {
  readonly apiId: string;
  /** Names with the stage's prefix. */
  readonly functions: readonly string[];
}

/** Builds rows of graphs, from effects on consumers (top) to causes (bottom). */
export function graphsOf(stage: StageConfig, { apiId, functions }: Graphed): Graph[][] {
  const named = (name: string): string => `${stage.namePrefix}${name}`;
  const queues = ['product-queue', 'product-bulk-queue', 'import-queue'].map(named);
  const deadLetterQueues = ['product-dead-letter-queue', 'import-dead-letter-queue'].map(named);
  const tables = ['ProductTable', 'SubmissionTable', 'ImportTable', 'ListTable', 'LimitTable'].map(named);
  const intake = (name: OwnMetric<'CreateProductProcessor'>): Metric =>
    ownMetric(stage, 'CreateProductProcessor', name);
  const splitter = (name: OwnMetric<'FileSplitter'>): Metric => ownMetric(stage, 'FileSplitter', name);
  const worker = (name: OwnMetric<'ProductSaverWorker'>, statistic = 'Sum'): Metric =>
    ownMetric(stage, 'ProductSaverWorker', name, {
      statistic,
      ...(statistic !== 'Sum' && { label: `${name} ${statistic}` }),
    });

  return [
    [
      {
        title: 'Requests',
        left: [apiMetric(apiId, 'Count'), apiMetric(apiId, '4xx'), apiMetric(apiId, '5xx')],
      },
      {
        title: 'API latency (ms)',
        left: ['p50', 'p99'].map((statistic) => apiMetric(apiId, 'Latency', { statistic, label: statistic })),
      },
      {
        title: 'Accepted to saved (ms)',
        left: ['p50', 'p99', 'Maximum'].map((statistic) => worker('SaveLatency', statistic)),
      },
    ],
    [
      {
        title: 'Accepted',
        left: [intake('ProductAccepted'), intake('ProductRejected')],
        right: [intake('SubmissionAccepted'), intake('SubmissionReplayed')],
      },
      { title: 'Refused and failed', left: [intake('RequestRefused'), intake('RequestFailed')] },
      {
        title: 'Outcomes',
        left: [worker('ProductSaved'), worker('ProductSuperseded'), worker('ProductDuplicated')],
        right: [
          worker('ProductFailed'),
          worker('ProductRefused'),
          worker('RecordHandedBack'),
          worker('HidingFailed'),
          worker('ReportWritten'),
          worker('ReportFailed'),
        ],
      },
    ],
    [
      {
        title: 'Messages in the queues',
        left: queues.flatMap((name) =>
          ['ApproximateNumberOfMessagesVisible', 'ApproximateNumberOfMessagesNotVisible'].map((metric) =>
            queue(name, metric, 'Maximum'),
          ),
        ),
      },
      {
        title: 'Oldest message (s)',
        left: queues.map((name) => queue(name, 'ApproximateAgeOfOldestMessage', 'Maximum')),
      },
      {
        title: 'Dead letters',
        left: deadLetterQueues.map((name) => queue(name, 'ApproximateNumberOfMessagesVisible', 'Maximum')),
      },
    ],
    [
      {
        title: 'Imports',
        left: [splitter('RowRead')],
        right: [
          splitter('ImportReported'),
          splitter('ImportFailed'),
          splitter('ImportTaskFailed'),
          splitter('ImportGivenUp'),
          splitter('ChunkNotDeterministic'),
        ],
      },
      {
        title: 'Functions: duration, p99 (ms)',
        left: functions.map((name) => lambda(name, 'Duration', 'p99')),
      },
      {
        title: 'Functions: concurrency, throttles',
        left: functions.map((name) => lambda(name, 'ConcurrentExecutions', 'Maximum')),
        right: functions.map((name) => lambda(name, 'Throttles', 'Sum')),
      },
      {
        title: 'Tables: consumed units, throttles',
        left: tables.flatMap((name) =>
          ['ConsumedReadCapacityUnits', 'ConsumedWriteCapacityUnits'].map((metric) =>
            table(name, metric, 'Sum'),
          ),
        ),
        right: tables.flatMap((name) =>
          ['ReadThrottleEvents', 'WriteThrottleEvents'].map((metric) => table(name, metric, 'Sum')),
        ),
      },
    ],
  ];
}
