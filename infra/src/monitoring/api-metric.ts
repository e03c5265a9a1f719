import { Metric, type MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-metrics.html */
export function apiMetric(
  apiId: string,
  metricName: 'Count' | '4xx' | '5xx' | 'Latency',
  options: MetricOptions = {},
): Metric {
  return new Metric({
    namespace: 'AWS/ApiGateway',
    metricName,
    dimensionsMap: { ApiId: apiId },
    statistic: 'Sum',
    ...options,
  });
}
