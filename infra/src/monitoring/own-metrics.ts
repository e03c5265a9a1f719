import { Metric, type MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import { FilterPattern, type ILogGroup, MetricFilter } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { FunctionName, StageConfig } from '../config.ts';

/** Log lines whose field is the metric's value; without a field, each line counts as one. */
interface Source {
  /** The line's message, or several. */
  readonly message: string | readonly string[];
  readonly field?: string;
  /** Receives from which on a line counts. */
  readonly minReceiveCount?: number;
  /**
   * Field whose values each get a metric of their own, at $0.30 a month in proportion to the hours in which it gets a
   * value. CloudWatch disables a filter that finds 1,000 values in an hour.
   * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_MetricTransformation.html
   */
  readonly dimension?: string;
}

/** Receives that take a record four waits, at least three minutes in all. */
const OFTEN = 5;

/** Metrics that CloudWatch makes from the functions' log lines. */
const OWN_METRICS = {
  CatalogApi: {
    LimiterUnavailable: { message: 'Limiter unavailable', field: 'uncounted' },
  },
  CreateProductProcessor: {
    SubmissionAccepted: { message: 'Submission accepted' },
    SubmissionReplayed: { message: 'Submission replayed' },
    ProductAccepted: { message: 'Submission accepted', field: 'accepted' },
    ProductRejected: { message: 'Submission accepted', field: 'rejected' },
    RequestRefused: { message: 'Request refused' },
    RequestFailed: { message: 'Request failed' },
    LimiterUnavailable: { message: 'Limiter unavailable', field: 'uncounted' },
  },
  FileSplitter: {
    RowRead: { message: 'Rows read', field: 'rows' },
    ImportReported: { message: 'Import reported' },
    ImportFailed: { message: 'Import failed' },
    ImportTaskFailed: { message: 'Import task failed' },
    ImportGivenUp: { message: 'Import given up' },
    ChunkNotDeterministic: { message: 'Chunk not deterministic' },
  },
  ProductSaverWorker: {
    ProductSaved: { message: 'Products saved', field: 'saved' },
    ProductSuperseded: { message: 'Products saved', field: 'superseded' },
    ProductDuplicated: { message: 'Products saved', field: 'repeated' },
    ProductRefused: { message: 'Product refused' },
    ProductFailed: { message: 'Product failed' },
    // Both settle an item as failed; only the first is dead-lettered.
    ItemFailed: { message: ['Product failed', 'Product refused'], dimension: 'code' },
    RecordHandedBack: { message: 'Record returned to the queue' },
    RecordReturnedOften: { message: 'Record returned to the queue', minReceiveCount: OFTEN },
    ReportWritten: { message: 'Report written' },
    ReportFailed: { message: 'Report not written' },
    HidingFailed: { message: 'Retries not delayed' },
    SaveLatency: { message: 'Products saved', field: 'slowestMs' },
  },
} as const satisfies Partial<Record<FunctionName, Record<string, Source>>>;

export type MeasuredFunction = keyof typeof OWN_METRICS;
export type OwnMetric<Name extends MeasuredFunction> = keyof (typeof OWN_METRICS)[Name] & string;

/** Creates the filters that make the metrics of a function from its log; of one that has none, nothing. */
export function createOwnMetrics(
  scope: Construct,
  stage: StageConfig,
  functionName: FunctionName,
  logGroup: ILogGroup,
): void {
  const metrics: Partial<Record<FunctionName, Readonly<Record<string, Source>>>> = OWN_METRICS;
  for (const [metricName, source] of Object.entries(metrics[functionName] ?? {})) {
    const { field, dimension } = source;
    new MetricFilter(scope, metricName, {
      logGroup,
      filterPattern: FilterPattern.literal(patternOf(source)),
      metricNamespace: metricNamespace(stage, functionName),
      metricName,
      metricValue: field === undefined ? '1' : `$.${field}`,
      ...(dimension !== undefined && { dimensions: { [dimension]: `$.${dimension}` } }),
    });
  }
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html */
function patternOf({ message, field, minReceiveCount }: Source): string {
  const messages = [message].flat().map((text) => `($.message = "${text}")`);
  if (messages.length > 1) {
    return `{ ${messages.join(' || ')} }`;
  }
  const hasField = field === undefined ? '' : ` && ($.${field} >= 0)`;
  const often = minReceiveCount === undefined ? '' : ` && ($.receiveCount >= ${minReceiveCount})`;
  return `{ ${messages.join('')}${hasField}${often} }`;
}

/** Refers to a metric of one of the functions, by default its sum over five minutes. */
export function ownMetric<Name extends MeasuredFunction>(
  stage: StageConfig,
  functionName: Name,
  metricName: OwnMetric<Name>,
  options: MetricOptions = {},
): Metric {
  return new Metric({
    namespace: metricNamespace(stage, functionName),
    metricName,
    statistic: 'Sum',
    ...options,
  });
}

/** Separates the metrics of stages that share an account, in place of a dimension, whose value would have to be in the line. */
export function metricNamespace({ namePrefix }: StageConfig, functionName: FunctionName): string {
  return `AsyncCatalog/${namePrefix}${functionName}`;
}
