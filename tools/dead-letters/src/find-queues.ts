import type { QueueUrls } from '@async-catalog/dead-letters';
import { GetQueueUrlCommand, QueueDoesNotExist, type SQSClient } from '@aws-sdk/client-sqs';

/** A queue that doesn't exist at this endpoint, in this account and region. */
export class QueueNotFoundError extends Error {
  override readonly name = 'QueueNotFoundError';
  readonly code = 'QUEUE_NOT_FOUND';
}

/**
 * Finds the catalog's queues by name.
 * @throws {QueueNotFoundError}
 */
export async function findQueues(sqs: SQSClient, prefix: string): Promise<QueueUrls> {
  const [bulkQueueUrl, deadLetterQueueUrl] = await Promise.all(
    ['product-bulk-queue', 'product-dead-letter-queue'].map((name) => findQueue(sqs, `${prefix}${name}`)),
  );
  return { bulkQueueUrl: bulkQueueUrl ?? '', deadLetterQueueUrl: deadLetterQueueUrl ?? '' };
}

async function findQueue(sqs: SQSClient, QueueName: string): Promise<string> {
  try {
    const { QueueUrl = '' } = await sqs.send(new GetQueueUrlCommand({ QueueName }));
    return QueueUrl;
  } catch (error) {
    throw error instanceof QueueDoesNotExist
      ? new QueueNotFoundError(`No queue ${QueueName} in this account and region.`, { cause: error })
      : error;
  }
}
