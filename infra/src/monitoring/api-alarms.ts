import { MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import type { Construct } from 'constructs';
import type { StageConfig } from '../config.ts';
import { createAlarm, FIVE_MINUTES, MINUTE } from './create-alarm.ts';
import { apiMetric } from './api-metric.ts';

/** A consumer may ask to wait for up to 20 seconds (`Prefer: wait`): longer than that, nobody asked for. */
const SLOW_MS = 22_000;

export function createApiAlarms(
  scope: Construct,
  stage: StageConfig,
  topicArn: string,
  { apiId }: HttpApi,
): void {
  createAlarm(scope, stage, topicArn, {
    name: 'api-5xx',
    hurts: 'More than one request in a hundred is answered 5xx.',
    metric: new MathExpression({
      label: '5xx, % of requests',
      // A failure or two at night is no percentage.
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
    hurts:
      'One request in a hundred takes longer than the longest wait that a consumer may ask for: answers are about to time out.',
    metric: apiMetric(apiId, 'Latency', { period: MINUTE, statistic: 'p99' }),
    threshold: SLOW_MS,
    periods: [3, 5],
  });
}
