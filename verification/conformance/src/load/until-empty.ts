import { setTimeout as wait } from 'node:timers/promises';
import { GetQueueAttributesCommand, type SQSClient } from '@aws-sdk/client-sqs';

/** Resolves when a queue has no message any more, to be seen, in flight or delayed. `onProgress` hears of each thousand that is gone. */
export async function untilEmpty(
  sqs: SQSClient,
  QueueUrl: string,
  onProgress: (text: string) => void,
): Promise<void> {
  for (let left = Infinity, told = Infinity; left > 0;) {
    await wait(500);
    const { Attributes = {} } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }),
    );
    left =
      Number(Attributes['ApproximateNumberOfMessages']) +
      Number(Attributes['ApproximateNumberOfMessagesNotVisible']) +
      Number(Attributes['ApproximateNumberOfMessagesDelayed']);
    if (left <= told - 1000) {
      told = left;
      onProgress(`${left} on the queue`);
    }
  }
}
