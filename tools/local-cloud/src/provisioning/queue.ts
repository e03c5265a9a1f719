import { CreateQueueCommand, SetQueueAttributesCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { ResourceConflictError } from '../errors.ts';
import { queueUrl } from '../local-account.ts';
import type { QueueSpec } from '../model.ts';

/**
 * What SQS gives a queue that doesn't say otherwise; written out, so that what a template no longer says is undone.
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

/** All queues are created before any gets its attributes: a redrive policy names a queue that has to be there. */
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
          `The SQS at ${endpoint} has queue ${name} at ${QueueUrl}; functions would be told ${expected}.`,
        );
      }
      return { QueueUrl, Attributes: { ...DEFAULT_ATTRIBUTES, ...attributes } };
    }),
  );
  await Promise.all(created.map((queue) => sqs.send(new SetQueueAttributesCommand(queue))));
}
