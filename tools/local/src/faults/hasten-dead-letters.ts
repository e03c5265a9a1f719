import type { QueueSpec } from '@async-catalog/local-cloud';
import { GetQueueUrlCommand, SetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';

/** Instead of six minutes and 100 receives: a message is dead-lettered within a minute, not within ten hours. */
const VISIBILITY_SECONDS = 2;
const MAX_RECEIVE_COUNT = 8;

/** Makes messages of the queues come back fast and be given up soon. The next start sets what the template says. */
export async function hastenDeadLetters(endpoint: string, queues: readonly QueueSpec[]): Promise<void> {
  const sqs = new SQSClient({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  try {
    for (const { name, attributes } of queues) {
      const redrive = JSON.parse(attributes['RedrivePolicy'] ?? '{}') as Record<string, unknown>;
      const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: name }));
      await sqs.send(
        new SetQueueAttributesCommand({
          QueueUrl,
          Attributes: {
            VisibilityTimeout: String(VISIBILITY_SECONDS),
            RedrivePolicy: JSON.stringify({ ...redrive, maxReceiveCount: MAX_RECEIVE_COUNT }),
          },
        }),
      );
    }
  } finally {
    sqs.destroy();
  }
}
