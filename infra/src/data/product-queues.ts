import { Duration, type RemovalPolicy } from 'aws-cdk-lib';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { StageConfig } from '../config.ts';
import { shareValue } from '../shared-values.ts';
import { MAX_RECEIVE_COUNT, VISIBILITY_TIMEOUT } from '../worker-settings.ts';

/** Creates the product queue and its dead-letter queue. */
export function createProductQueues(
  scope: Construct,
  stage: StageConfig,
  removalPolicy: RemovalPolicy,
): { readonly products: Queue; readonly deadLetters: Queue } {
  const common = { encryption: QueueEncryption.SQS_MANAGED, enforceSSL: true, removalPolicy };
  const deadLetters = new Queue(scope, 'ProductDeadLetterQueue', {
    ...common,
    queueName: `${stage.namePrefix}product-dead-letter-queue`,
    // The maximum. A dead letter keeps the age that it had in the product queue.
    retentionPeriod: Duration.days(14),
  });
  const products = new Queue(scope, 'ProductQueue', {
    ...common,
    queueName: `${stage.namePrefix}product-queue`,
    // Well below the dead letters' retention, so that a dead letter has days left.
    retentionPeriod: Duration.days(4),
    visibilityTimeout: VISIBILITY_TIMEOUT,
    deadLetterQueue: { queue: deadLetters, maxReceiveCount: MAX_RECEIVE_COUNT },
  });

  shareValue(scope, stage, 'product-queue/url', products.queueUrl);
  shareValue(scope, stage, 'product-queue/arn', products.queueArn);
  shareValue(scope, stage, 'product-dead-letter-queue/url', deadLetters.queueUrl);
  shareValue(scope, stage, 'product-dead-letter-queue/arn', deadLetters.queueArn);
  return { products, deadLetters };
}
