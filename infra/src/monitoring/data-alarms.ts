import { SUBMISSION_DEADLINE_MS } from '@async-catalog/product-schema';
import { MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { StageConfig } from '../config.ts';
import { createAlarm, FIVE_MINUTES, MINUTE } from './create-alarm.ts';

/**
 * Half of what a submission may take, so that somebody looks before submissions are overdue. Above the 425 seconds at most that a message
 * waits between its five tries, so that one bad message alone fires nothing.
 */
const OLD_SECONDS = SUBMISSION_DEADLINE_MS / 1000 / 2;

export interface WatchedData {
  readonly products: IQueue;
  readonly deadLetters: IQueue;
  readonly tables: readonly Table[];
}

export function createDataAlarms(
  scope: Construct,
  stage: StageConfig,
  topicArn: string,
  { products, deadLetters, tables }: WatchedData,
): void {
  createAlarm(scope, stage, topicArn, {
    name: 'product-queue-age',
    hurts:
      'Accepted products wait to be saved for longer than is normal: their submissions are about to be overdue.',
    metric: products.metricApproximateAgeOfOldestMessage({ period: MINUTE, statistic: 'Maximum' }),
    threshold: OLD_SECONDS,
    periods: [3, 3],
  });
  createAlarm(scope, stage, topicArn, {
    name: 'dead-letters',
    hurts: 'Messages were given up, and wait in the dead-letter queue for somebody to look at them.',
    // Its depth: NumberOfMessagesSent doesn't count what SQS itself moves there.
    metric: deadLetters.metricApproximateNumberOfMessagesVisible({
      period: FIVE_MINUTES,
      statistic: 'Maximum',
    }),
    threshold: 1,
  });
  const throttles = Object.fromEntries(tables.flatMap(throttlesOf));
  createAlarm(scope, stage, topicArn, {
    name: 'tables-throttled',
    hurts: 'DynamoDB refuses reads or writes: saving slows down, and consumers are answered 503.',
    metric: new MathExpression({
      label: 'throttled reads and writes',
      // A metric without an event has no data, and without FILL neither would the sum have any.
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

function throttlesOf({ tableName }: Table, index: number): [id: string, Metric][] {
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
