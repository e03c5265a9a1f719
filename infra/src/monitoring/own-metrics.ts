import { Metric, type MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import type { StageConfig } from '../config.ts';

/** What the functions count themselves, in CloudWatch's embedded metric format; the apps' `powertools-journal.ts` say when. */
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

/** A metric of one of the functions: by default the sum of five minutes. */
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
