import { Metric, type MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import { FilterPattern, type ILogGroup, MetricFilter } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { FunctionName, StageConfig } from '../config.ts';

/** A log line whose field is the metric's value; without a field, each line counts as one. */
interface Source {
  readonly message: string;
  readonly field?: string;
  /** Receives from which on a line counts. */
  readonly minReceiveCount?: number;
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
  for (const [metricName, { message, field, minReceiveCount }] of Object.entries(
    metrics[functionName] ?? {},
  )) {
    const hasField = field === undefined ? '' : ` && ($.${field} >= 0)`;
    const often = minReceiveCount === undefined ? '' : ` && ($.receiveCount >= ${minReceiveCount})`;
    new MetricFilter(scope, metricName, {
      logGroup,
      filterPattern: FilterPattern.literal(`{ ($.message = "${message}")${hasField}${often} }`),
      metricNamespace: namespaceOf(stage, functionName),
      metricName,
      metricValue: field === undefined ? '1' : `$.${field}`,
    });
  }
}

/** Refers to a metric of one of the functions, by default its sum over five minutes. */
export function ownMetric<Name extends MeasuredFunction>(
  stage: StageConfig,
  functionName: Name,
  metricName: OwnMetric<Name>,
  options: MetricOptions = {},
): Metric {
  return new Metric({
    namespace: namespaceOf(stage, functionName),
    metricName,
    statistic: 'Sum',
    ...options,
  });
}

/** Separates the metrics of stages that share an account, in place of a dimension, whose value would have to be in the line. */
function namespaceOf({ namePrefix }: StageConfig, functionName: FunctionName): string {
  return `AsyncCatalog/${namePrefix}${functionName}`;
}
