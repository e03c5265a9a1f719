import type { StatsQueue } from '@async-catalog/product-schema';
import { GetQueueAttributesCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { z } from 'zod';
import type { QueueDepth, QueueDepthReader, QueueDepths } from '../core/ports.ts';
import { translateTransient } from './translate-transient.ts';

const count = z.coerce.number().int().min(0);

const Attributes = z.object({
  ApproximateNumberOfMessages: count,
  ApproximateNumberOfMessagesNotVisible: count,
  ApproximateNumberOfMessagesDelayed: count,
});

/** Reads the attributes of all queues at once, which are current within a minute. */
export function createSqsQueueDepths(
  sqs: SQSClient,
  queueUrls: Readonly<Record<StatsQueue, string>>,
  deadLetterUrls: Readonly<Record<keyof QueueDepths['deadLetters'], string>>,
): QueueDepthReader {
  async function depthOf(QueueUrl: string): Promise<QueueDepth> {
    const command = new GetQueueAttributesCommand({
      QueueUrl,
      AttributeNames: Object.keys(Attributes.shape) as (keyof typeof Attributes.shape)[],
    });
    const answer = await translateTransient(() => sqs.send(command));
    const attributes = Attributes.parse(answer.Attributes);
    return {
      waiting: attributes.ApproximateNumberOfMessages,
      inFlight: attributes.ApproximateNumberOfMessagesNotVisible,
      delayed: attributes.ApproximateNumberOfMessagesDelayed,
    };
  }

  async function depthsOf<Name extends string>(urls: Readonly<Record<Name, string>>) {
    const entries = Object.entries<string>(urls).map(async ([name, url]) => [name, await depthOf(url)]);
    return Object.fromEntries(await Promise.all(entries)) as Record<Name, QueueDepth>;
  }

  return {
    async read() {
      const [queues, deadLetters] = await Promise.all([depthsOf(queueUrls), depthsOf(deadLetterUrls)]);
      return { queues, deadLetters };
    },
  };
}
