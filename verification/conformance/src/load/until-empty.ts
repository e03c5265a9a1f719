import { setTimeout as wait } from 'node:timers/promises';
import { GetQueueAttributesCommand, type SQSClient } from '@aws-sdk/client-sqs';

/**
 * Waits until queues have no messages: visible, in flight or delayed. `onProgress` reports each thousand that
 * is gone.
 */
export async function untilEmpty(
  sqs: SQSClient,
  queueUrls: readonly string[],
  onProgress: (text: string) => void,
): Promise<void> {
  async function countMessages(QueueUrl: string): Promise<number> {
    const { Attributes = {} } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }),
    );
    return (
      Number(Attributes['ApproximateNumberOfMessages']) +
      Number(Attributes['ApproximateNumberOfMessagesNotVisible']) +
      Number(Attributes['ApproximateNumberOfMessagesDelayed'])
    );
  }

  for (let left = Infinity, reported = Infinity; left > 0;) {
    await wait(500);
    const counts = await Promise.all(queueUrls.map(countMessages));
    left = counts.reduce((sum, count) => sum + count, 0);
    if (left <= reported - 1000) {
      reported = left;
      onProgress(`${left} on the queues`);
    }
  }
}
