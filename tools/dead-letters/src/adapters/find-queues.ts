import { GetQueueUrlCommand, QueueDoesNotExist, type SQSClient } from '@aws-sdk/client-sqs';
import type { QueueUrls } from './sqs-letter-box.ts';

/** There is no such queue at this endpoint, in this account and region. */
export class QueueNotFoundError extends Error {
  override readonly name = 'QueueNotFoundError';
  readonly code = 'QUEUE_NOT_FOUND';
}

/**
 * The catalog's queues, by their names.
 * @throws {QueueNotFoundError}
 */
export async function findQueues(sqs: SQSClient, prefix: string): Promise<QueueUrls> {
  const [productQueueUrl, deadLetterQueueUrl] = await Promise.all(
    ['product-queue', 'product-dead-letter-queue'].map((name) => urlOf(sqs, `${prefix}${name}`)),
  );
  return { productQueueUrl: productQueueUrl ?? '', deadLetterQueueUrl: deadLetterQueueUrl ?? '' };
}

async function urlOf(sqs: SQSClient, QueueName: string): Promise<string> {
  try {
    const { QueueUrl = '' } = await sqs.send(new GetQueueUrlCommand({ QueueName }));
    return QueueUrl;
  } catch (error) {
    throw error instanceof QueueDoesNotExist
      ? new QueueNotFoundError(`there is no queue ${QueueName} here`, { cause: error })
      : error;
  }
}
