import { SUBMISSION_DEADLINE_MS } from '@async-catalog/product-schema';
import type { Construct } from 'constructs';
import type { StageConfig } from '../config.ts';
import { createAlarm, FIVE_MINUTES, MINUTE } from './create-alarm.ts';
import { ownMetric } from './own-metrics.ts';

/** A batch that fails as a whole, again and again; single records that meet a throttled table stay below. */
const HANDED_BACK_A_MINUTE = 100;

/** Lambda's own `Errors` stays 0 while records fail one by one: these count the records. */
export function createWorkerAlarms(scope: Construct, stage: StageConfig, topicArn: string): void {
  createAlarm(scope, stage, topicArn, {
    name: 'products-failed',
    hurts: 'Products that were accepted will not be saved: their submissions say failed.',
    metric: ownMetric(stage, 'ProductSaverWorker', 'ProductFailed', { period: FIVE_MINUTES }),
    threshold: 1,
  });
  createAlarm(scope, stage, topicArn, {
    name: 'records-handed-back',
    hurts:
      'The worker cannot save and puts batches back: a dependency is out. Products wait, and fail after five tries.',
    metric: ownMetric(stage, 'ProductSaverWorker', 'RecordHandedBack', { period: MINUTE }),
    threshold: HANDED_BACK_A_MINUTE,
    periods: [3, 5],
  });
  createAlarm(scope, stage, topicArn, {
    name: 'submissions-overdue',
    hurts: 'Products are saved after the deadline of their submission: it showed as overdue until then.',
    metric: ownMetric(stage, 'ProductSaverWorker', 'SaveLatency', {
      period: FIVE_MINUTES,
      statistic: 'Maximum',
    }),
    threshold: SUBMISSION_DEADLINE_MS,
  });
}
