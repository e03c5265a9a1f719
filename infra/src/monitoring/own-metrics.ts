import { Metric, type MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import type { StageConfig } from '../config.ts';

/** Metrics that the functions emit themselves, in CloudWatch's embedded metric format. */
interface OwnMetrics {
  readonly CreateProductProcessor:
    | 'SubmissionAccepted'
    | 'SubmissionReplayed'
    | 'ProductAccepted'
    | 'ProductRejected'
    | 'RequestRefused'
    | 'RequestFailed';
  readonly ProductSaverWorker:
    | 'ProductSaved'
    | 'ProductSuperseded'
    | 'ProductDuplicated'
    | 'ProductFailed'
    | 'RecordHandedBack'
    | 'ReportWritten'
    | 'SaveLatency';
}

export const METRICS_NAMESPACE = 'AsyncCatalog';

/** Refers to a metric of one of the functions, by default its sum over five minutes. */
export function ownMetric<Service extends keyof OwnMetrics>(
  stage: StageConfig,
  service: Service,
  metricName: OwnMetrics[Service],
  options: MetricOptions = {},
): Metric {
  return new Metric({
    namespace: METRICS_NAMESPACE,
    metricName,
    dimensionsMap: { service: `${stage.namePrefix}${service}` },
    statistic: 'Sum',
    ...options,
  });
}
