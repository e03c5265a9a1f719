import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { StageConfig } from '../config.ts';
import { createAlarm, FIVE_MINUTES } from './create-alarm.ts';
import { ownMetric } from './own-metrics.ts';

/** A thousand products take a second or two; consumers that wait much longer give up and send again. */
const SLOW_MS = 5000;

export function createIntakeAlarms(
  scope: Construct,
  stage: StageConfig,
  topicArn: string,
  processor: IFunction,
): void {
  createAlarm(scope, stage, topicArn, {
    name: 'intake-failed',
    impact: 'Submissions get a 5xx: none or only some of their products were accepted.',
    metric: ownMetric(stage, 'CreateProductProcessor', 'RequestFailed', { period: FIVE_MINUTES }),
    threshold: 5,
  });
  createAlarm(scope, stage, topicArn, {
    name: 'intake-slow',
    impact: 'One submission in a hundred takes five seconds or more to be accepted.',
    metric: processor.metricDuration({ period: FIVE_MINUTES, statistic: 'p99' }),
    threshold: SLOW_MS,
    periods: [2, 3],
  });
  createAlarm(scope, stage, topicArn, {
    name: 'intake-limiter-unavailable',
    impact: 'Limits per caller aren’t applied: one caller can take what others need.',
    metric: ownMetric(stage, 'CreateProductProcessor', 'LimiterUnavailable', { period: FIVE_MINUTES }),
    // A new instance's first call can take too long.
    threshold: 100,
    runbook: 'limiter-unavailable',
  });
}
