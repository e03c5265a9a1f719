import { Duration, type RemovalPolicy, Stack } from 'aws-cdk-lib';
import { type IQueue, Queue, QueueEncryption, RedrivePermission } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { StageConfig } from '../config.ts';
import { shareValue } from '../shared-values.ts';
import {
  BULK_LANE,
  type Lane,
  MAX_RECEIVE_COUNT,
  PRODUCT_LANE,
  visibilityTimeoutOf,
} from '../worker-settings.ts';

export interface ProductQueues {
  readonly products: Queue;
  readonly bulkProducts: Queue;
  /** Takes the messages of both. */
  readonly deadLetters: Queue;
}

/** Creates the queues of small and of large submissions, and their dead-letter queue. */
export function createProductQueues(
  scope: Construct,
  stage: StageConfig,
  removalPolicy: RemovalPolicy,
): ProductQueues {
  const common = { encryption: QueueEncryption.SQS_MANAGED, enforceSSL: true, removalPolicy };
  const productQueueName = `${stage.namePrefix}product-queue`;
  const bulkQueueName = `${stage.namePrefix}product-bulk-queue`;
  const deadLetters = new Queue(scope, 'ProductDeadLetterQueue', {
    ...common,
    queueName: `${stage.namePrefix}product-dead-letter-queue`,
    // The maximum. A dead letter keeps the age that it had in its queue.
    retentionPeriod: Duration.days(14),
    redriveAllowPolicy: {
      redrivePermission: RedrivePermission.BY_QUEUE,
      // By name, because each of the two refers to this queue.
      sourceQueues: [productQueueName, bulkQueueName].map((name) => referToQueue(scope, name)),
    },
  });

  function createLane(id: string, queueName: string, lane: Lane): Queue {
    return new Queue(scope, id, {
      ...common,
      queueName,
      // Well below the dead letters' retention, so that a dead letter has days left.
      retentionPeriod: Duration.days(4),
      visibilityTimeout: visibilityTimeoutOf(lane),
      deadLetterQueue: { queue: deadLetters, maxReceiveCount: MAX_RECEIVE_COUNT },
    });
  }
  const products = createLane('ProductQueue', productQueueName, PRODUCT_LANE);
  const bulkProducts = createLane('ProductBulkQueue', bulkQueueName, BULK_LANE);

  const queues = [
    ['product-queue', products],
    ['product-bulk-queue', bulkProducts],
    ['product-dead-letter-queue', deadLetters],
  ] as const;
  for (const [name, { queueUrl, queueArn }] of queues) {
    shareValue(scope, stage, `${name}/url`, queueUrl);
    shareValue(scope, stage, `${name}/arn`, queueArn);
  }
  return { products, bulkProducts, deadLetters };
}

function referToQueue(scope: Construct, queueName: string): IQueue {
  const arn = Stack.of(scope).formatArn({ service: 'sqs', resource: queueName });
  return Queue.fromQueueArn(scope, `Source-${queueName}`, arn);
}
