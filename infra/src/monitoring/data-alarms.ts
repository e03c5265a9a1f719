import { SUBMISSION_DEADLINE_MS } from '@async-catalog/product-schema';
import { MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import type { StageConfig } from '../config.ts';
import type { ImportQueues } from '../data/import-queues.ts';
import type { ProductQueues } from '../data/product-queues.ts';
import { createAlarm, FIVE_MINUTES, MINUTE } from './create-alarm.ts';

/** Half the deadline of a submission, which leaves time to act. */
const OLD_SECONDS = SUBMISSION_DEADLINE_MS / 1000 / 2;

export interface WatchedData extends ProductQueues, ImportQueues {
  /** Names with the stage's prefix. */
  readonly tables: readonly string[];
}

export function createDataAlarms(
  scope: Construct,
  stage: StageConfig,
  topicArn: string,
  { products, bulkProducts, deadLetters, imports, importDeadLetters, tables }: WatchedData,
): void {
  const age = { period: MINUTE, statistic: 'Maximum' };
  createAlarm(scope, stage, topicArn, {
    name: 'product-queue-age',
    impact: 'Accepted products have waited so long that their submissions will soon be overdue.',
    metric: products.metricApproximateAgeOfOldestMessage(age),
    threshold: OLD_SECONDS,
    periods: [3, 3],
  });
  createAlarm(scope, stage, topicArn, {
    name: 'product-bulk-queue-age',
    impact: 'Products of large submissions have waited so long that these will soon be overdue.',
    metric: bulkProducts.metricApproximateAgeOfOldestMessage(age),
    threshold: OLD_SECONDS,
    periods: [3, 3],
    runbook: 'product-queue-age',
  });
  createAlarm(scope, stage, topicArn, {
    name: 'import-queue-age',
    impact: 'Files that were uploaded wait to be read, or their reports to be written.',
    metric: imports.metricApproximateAgeOfOldestMessage(age),
    threshold: OLD_SECONDS,
    periods: [3, 3],
  });
  createAlarm(scope, stage, topicArn, {
    name: 'import-dead-letters',
    impact: 'Imports that were given up stay unfinished until somebody redrives them.',
    metric: importDeadLetters.metricApproximateNumberOfMessagesVisible({
      period: FIVE_MINUTES,
      statistic: 'Maximum',
    }),
    threshold: 1,
  });
  createAlarm(scope, stage, topicArn, {
    name: 'dead-letters',
    impact: 'Messages that could not be saved are in the dead-letter queue and need attention.',
    // The depth, because NumberOfMessagesSent doesn't count messages that SQS itself moves here.
    metric: deadLetters.metricApproximateNumberOfMessagesVisible({
      period: FIVE_MINUTES,
      statistic: 'Maximum',
    }),
    threshold: 1,
  });
  const throttles = Object.fromEntries(tables.flatMap(throttlesOf));
  createAlarm(scope, stage, topicArn, {
    name: 'tables-throttled',
    impact: 'DynamoDB throttles reads or writes: saving slows down, and consumers get 503s.',
    metric: new MathExpression({
      label: 'throttled reads and writes',
      // A metric without events has no data, and without FILL neither would the sum.
      expression: Object.keys(throttles)
        .map((id) => `FILL(${id}, 0)`)
        .join(' + '),
      usingMetrics: throttles,
      period: MINUTE,
    }),
    threshold: 1,
    periods: [3, 5],
  });
}

function throttlesOf(tableName: string, index: number): [id: string, Metric][] {
  return ['Read', 'Write'].map((kind) => [
    `${kind.toLowerCase()}s${index}`,
    new Metric({
      namespace: 'AWS/DynamoDB',
      metricName: `${kind}ThrottleEvents`,
      dimensionsMap: { TableName: tableName },
      statistic: 'Sum',
      period: MINUTE,
    }),
  ]);
}
