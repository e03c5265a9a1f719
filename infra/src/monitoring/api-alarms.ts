import { MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import type { Construct } from 'constructs';
import type { StageConfig } from '../config.ts';
import { createAlarm, FIVE_MINUTES, MINUTE } from './create-alarm.ts';
import { ownMetric } from './own-metrics.ts';
import { apiMetric } from './api-metric.ts';

/** Threshold above the 20 seconds that a consumer may ask the API to wait (`Prefer: wait`). */
const SLOW_MS = 22_000;

export function createApiAlarms(
  scope: Construct,
  stage: StageConfig,
  topicArn: string,
  { apiId }: HttpApi,
): void {
  createAlarm(scope, stage, topicArn, {
    name: 'api-5xx',
    impact: 'More than one request in a hundred gets a 5xx.',
    metric: new MathExpression({
      label: '5xx, % of requests',
      // One or two failures among few requests at night don't fire it.
      expression: 'IF(failed >= 5, 100 * failed / requests, 0)',
      usingMetrics: {
        failed: apiMetric(apiId, '5xx', { period: FIVE_MINUTES }),
        requests: apiMetric(apiId, 'Count', { period: FIVE_MINUTES }),
      },
      period: FIVE_MINUTES,
    }),
    threshold: 1,
  });
  createAlarm(scope, stage, topicArn, {
    name: 'api-slow',
    impact:
      'One request in a hundred takes longer than the longest wait that a consumer may ask for, and is close to a timeout.',
    metric: apiMetric(apiId, 'Latency', { period: MINUTE, statistic: 'p99' }),
    threshold: SLOW_MS,
    periods: [3, 5],
  });
  createAlarm(scope, stage, topicArn, {
    name: 'api-limiter-unavailable',
    impact: 'Limits per caller aren’t applied: one caller can take what others need.',
    metric: ownMetric(stage, 'CatalogApi', 'LimiterUnavailable', { period: FIVE_MINUTES }),
    // A new instance's first call can take too long.
    threshold: 100,
    runbook: 'limiter-unavailable',
  });
}
