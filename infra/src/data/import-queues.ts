import { Duration, type RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Queue, QueueEncryption, RedrivePermission } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { StageConfig } from '../config.ts';
import { shareValue } from '../shared-values.ts';
import { IMPORT_MAX_RECEIVE_COUNT, IMPORT_VISIBILITY_TIMEOUT } from '../splitter-settings.ts';

export interface ImportQueues {
  readonly imports: Queue;
  readonly importDeadLetters: Queue;
}

/** Creates the queue of what is to be done for imports, and its dead-letter queue. */
export function createImportQueues(
  scope: Construct,
  stage: StageConfig,
  removalPolicy: RemovalPolicy,
): ImportQueues {
  const common = { encryption: QueueEncryption.SQS_MANAGED, enforceSSL: true, removalPolicy };
  const importQueueName = `${stage.namePrefix}import-queue`;
  const sourceArn = Stack.of(scope).formatArn({ service: 'sqs', resource: importQueueName });
  const importDeadLetters = new Queue(scope, 'ImportDeadLetterQueue', {
    ...common,
    queueName: `${stage.namePrefix}import-dead-letter-queue`,
    // The maximum. A dead letter keeps the age that it had in its queue.
    retentionPeriod: Duration.days(14),
    redriveAllowPolicy: {
      redrivePermission: RedrivePermission.BY_QUEUE,
      // By name, because that queue refers to this one.
      sourceQueues: [Queue.fromQueueArn(scope, `Source-${importQueueName}`, sourceArn)],
    },
  });
  const imports = new Queue(scope, 'ImportQueue', {
    ...common,
    queueName: importQueueName,
    retentionPeriod: Duration.days(4),
    visibilityTimeout: IMPORT_VISIBILITY_TIMEOUT,
    deadLetterQueue: { queue: importDeadLetters, maxReceiveCount: IMPORT_MAX_RECEIVE_COUNT },
  });
  shareValue(scope, stage, 'import-queue/url', imports.queueUrl);
  shareValue(scope, stage, 'import-queue/arn', imports.queueArn);
  shareValue(scope, stage, 'import-dead-letter-queue/url', importDeadLetters.queueUrl);
  shareValue(scope, stage, 'import-dead-letter-queue/arn', importDeadLetters.queueArn);
  return { imports, importDeadLetters };
}
