import { SUBMISSION_DEADLINE_MS } from '@async-catalog/product-schema';
import type { Construct } from 'constructs';
import type { StageConfig } from '../config.ts';
import { createAlarm, FIVE_MINUTES, MINUTE } from './create-alarm.ts';
import { ownMetric } from './own-metrics.ts';

/** Threshold that repeated failures of whole batches reach, but single records on a throttled table don't. */
const RETURNED_A_MINUTE = 100;

/** Creates alarms that count records, because Lambda's own `Errors` stays 0 while records fail one by one. */
export function createWorkerAlarms(scope: Construct, stage: StageConfig, topicArn: string): void {
  createAlarm(scope, stage, topicArn, {
    name: 'products-failed',
    impact: 'Accepted products will not be saved; their submissions report them as failed.',
    metric: ownMetric(stage, 'ProductSaverWorker', 'ProductFailed', { period: FIVE_MINUTES }),
    threshold: 1,
  });
  createAlarm(scope, stage, topicArn, {
    name: 'records-handed-back',
    impact:
      'A dependency of the worker is down: batches go back to the queue, and products fail after seven hours.',
    metric: ownMetric(stage, 'ProductSaverWorker', 'RecordHandedBack', { period: MINUTE }),
    threshold: RETURNED_A_MINUTE,
    periods: [3, 5],
  });
  // However little is submitted: returns become rare as the waits between them grow.
  createAlarm(scope, stage, topicArn, {
    name: 'records-returned-often',
    impact:
      'Accepted products have not been saved for minutes: they fail and are tried again, for seven hours.',
    metric: ownMetric(stage, 'ProductSaverWorker', 'RecordReturnedOften', { period: FIVE_MINUTES }),
    threshold: 1,
    // Retries follow each other after up to 15 minutes.
    periods: [1, 4],
    runbook: 'records-handed-back',
  });
  createAlarm(scope, stage, topicArn, {
    name: 'retries-not-delayed',
    impact: 'Products that failed are tried again after six minutes, instead of after five seconds and more.',
    metric: ownMetric(stage, 'ProductSaverWorker', 'HidingFailed', { period: FIVE_MINUTES }),
    threshold: 1,
    periods: [2, 3],
    runbook: 'records-handed-back',
  });
  createAlarm(scope, stage, topicArn, {
    name: 'submissions-overdue',
    impact: 'Products are saved after the deadline of their submission, which was overdue until then.',
    metric: ownMetric(stage, 'ProductSaverWorker', 'SaveLatency', {
      period: FIVE_MINUTES,
      statistic: 'Maximum',
    }),
    threshold: SUBMISSION_DEADLINE_MS,
  });
}
