import { setTimeout as pause } from 'node:timers/promises';
import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';

const POLL_MS = 50;

/**
 * The counts of messages that are visible or in flight. Not of delayed ones: the only such message looks after an import some
 * minutes later, when it has long ended.
 */
const NUMBERS = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'] as const;

/** Watches queues with requests that aren't counted. */
export function createQueueWatch(endpoint: string, queueUrls: readonly string[]) {
  const sqs = new SQSClient({
    endpoint,
    useQueueUrlAsEndpoint: false,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });

  async function messages(QueueUrl: string): Promise<number> {
    const { Attributes = {} } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [...NUMBERS] }),
    );
    return NUMBERS.reduce((sum, name) => sum + Number(Attributes[name] ?? 0), 0);
  }

  return {
    async drained(): Promise<void> {
      while ((await Promise.all(queueUrls.map(messages))).some((left) => left > 0)) {
        await pause(POLL_MS);
      }
    },
    end(): void {
      sqs.destroy();
    },
  };
}
