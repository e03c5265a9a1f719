import { setTimeout as wait } from 'node:timers/promises';
import { GetQueueAttributesCommand, type SQSClient } from '@aws-sdk/client-sqs';

/**
 * Waits until a queue has no messages: visible, in flight or delayed. `onProgress` reports each thousand that
 * is gone.
 */
export async function untilEmpty(
  sqs: SQSClient,
  QueueUrl: string,
  onProgress: (text: string) => void,
): Promise<void> {
  for (let left = Infinity, reported = Infinity; left > 0;) {
    await wait(500);
    const { Attributes = {} } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }),
    );
    left =
      Number(Attributes['ApproximateNumberOfMessages']) +
      Number(Attributes['ApproximateNumberOfMessagesNotVisible']) +
      Number(Attributes['ApproximateNumberOfMessagesDelayed']);
    if (left <= reported - 1000) {
      reported = left;
      onProgress(`${left} on the queue`);
    }
  }
}
