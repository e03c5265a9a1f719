import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  SetQueueAttributesCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { ResourceConflictError } from '../errors.ts';
import { queueUrl } from '../local-account.ts';
import type { QueueSpec } from '../model.ts';

/**
 * SQS's default attributes, set explicitly so that an attribute removed from a template goes back to its
 * default.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html
 */
const DEFAULT_ATTRIBUTES = {
  DelaySeconds: '0',
  // 1 MiB since August 2025:
  // https://aws.amazon.com/blogs/compute/more-room-to-build-serverless-services-now-support-payloads-up-to-1-mb
  MaximumMessageSize: '1048576',
  MessageRetentionPeriod: '345600',
  ReceiveMessageWaitTimeSeconds: '0',
  VisibilityTimeout: '30',
};

/** @throws {ResourceConflictError} if SQS has another account. */
export async function createQueue(sqs: SQSClient, name: string, endpoint: string): Promise<void> {
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: name }));
  if (QueueUrl === undefined) {
    throw new SyntaxError('The answer has no queue URL.');
  }
  const expected = queueUrl(endpoint, name);
  if (URL.parse(QueueUrl)?.pathname !== new URL(expected).pathname) {
    throw new ResourceConflictError(
      'sqs',
      `The SQS at ${endpoint} has queue ${name} at ${QueueUrl}; functions would get ${expected}.`,
    );
  }
}

/** Sets the attributes of an existing queue. Its redrive policy names a queue that has to exist. */
export async function setQueueAttributes(
  sqs: SQSClient,
  { name, attributes }: Pick<QueueSpec, 'name' | 'attributes'>,
  endpoint: string,
): Promise<void> {
  const QueueUrl = queueUrl(endpoint, name);
  const { Attributes: existing = {} } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }),
  );
  await sqs.send(
    new SetQueueAttributesCommand({
      QueueUrl,
      Attributes: {
        ...DEFAULT_ATTRIBUTES,
        // An empty policy removes one. ElasticMQ can't remove any, and refuses it with InvalidAttributeValue:
        // https://github.com/softwaremill/elasticmq/blob/master/rest/rest-sqs/src/main/scala/org/elasticmq/rest/sqs/QueueAttributesOps.scala
        ...(existing['RedrivePolicy'] !== undefined && { RedrivePolicy: '' }),
        ...attributes,
      },
    }),
  );
}
