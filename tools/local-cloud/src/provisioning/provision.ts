import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { Emulators } from '../emulators/start-emulators.ts';
import type { BucketSpec, QueueSpec, TableSpec } from '../model.ts';
import { provisionBucket } from './bucket.ts';
import { provisionQueues } from './queue.ts';
import { provisionTable } from './table.ts';

/** Resources of a `CloudModel` that hold state. */
export interface StatefulResources {
  readonly tables?: readonly TableSpec[];
  readonly queues?: readonly Pick<QueueSpec, 'name' | 'attributes'>[];
  readonly buckets?: readonly BucketSpec[];
}

/**
 * Creates missing resources and updates the attributes of existing queues. Resources that are no longer
 * declared stay.
 *
 * @throws {ResourceConflictError} if a table exists with another key or other indexes, or SQS has another
 * account.
 */
export async function provision(
  { clientConfig }: Pick<Emulators, 'clientConfig'>,
  { tables = [], queues = [], buckets = [] }: StatefulResources,
): Promise<void> {
  const dynamodb = new DynamoDBClient(clientConfig('dynamodb'));
  const sqs = new SQSClient(clientConfig('sqs'));
  const s3 = new S3Client(clientConfig('s3'));
  try {
    await Promise.all([
      ...tables.map((table) => provisionTable(dynamodb, table)),
      provisionQueues(sqs, queues, clientConfig('sqs').endpoint),
      ...buckets.map(({ name }) => provisionBucket(s3, name)),
    ]);
  } finally {
    for (const client of [dynamodb, sqs, s3]) {
      client.destroy();
    }
  }
}
