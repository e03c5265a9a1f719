import { CreateQueueCommand, SetQueueAttributesCommand, type SQSClient } from '@aws-sdk/client-sqs';
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
  RedrivePolicy: '',
  VisibilityTimeout: '30',
};

/** Creates all queues before it sets attributes, because a redrive policy names a queue that has to exist. */
export async function provisionQueues(
  sqs: SQSClient,
  queues: readonly Pick<QueueSpec, 'name' | 'attributes'>[],
  endpoint: string,
): Promise<void> {
  const created = await Promise.all(
    queues.map(async ({ name, attributes }) => {
      const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: name }));
      const expected = queueUrl(endpoint, name);
      if (new URL(QueueUrl).pathname !== new URL(expected).pathname) {
        throw new ResourceConflictError(
          `The SQS at ${endpoint} has queue ${name} at ${QueueUrl}; functions would get ${expected}.`,
        );
      }
      return { QueueUrl, Attributes: { ...DEFAULT_ATTRIBUTES, ...attributes } };
    }),
  );
  await Promise.all(created.map((queue) => sqs.send(new SetQueueAttributesCommand(queue))));
}
