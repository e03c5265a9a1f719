import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { Emulators, StorageEndpoints } from '../emulators/start-emulators.ts';
import { ProvisioningError } from '../errors.ts';
import type { BucketSpec, QueueSpec, TableSpec } from '../model.ts';
import { provisionBucket } from './bucket.ts';
import { describeFailure } from './describe-failure.ts';
import { createQueue, setQueueAttributes } from './queue.ts';
import { provisionTable } from './table.ts';

/** Resources of a `CloudModel` that hold state. */
export interface StatefulResources {
  readonly tables?: readonly TableSpec[];
  readonly queues?: readonly Pick<QueueSpec, 'name' | 'attributes'>[];
  readonly buckets?: readonly BucketSpec[];
}

/** Time limit of an attempt. Generous, because the emulators may be containers that have just started. */
const ATTEMPT_MS = 4_000;

const LIMITS = {
  maxAttempts: 2,
  requestHandler: {
    connectionTimeout: ATTEMPT_MS,
    requestTimeout: ATTEMPT_MS,
    throwOnRequestTimeout: true,
    socketTimeout: ATTEMPT_MS,
  },
};

/**
 * Creates missing resources and updates the attributes of existing queues. Resources that are no longer
 * declared stay.
 *
 * @throws {ProvisioningError} naming the resource and the endpoint that failed.
 * @throws {ResourceConflictError} if a table exists with another key or other indexes, or SQS has another
 * account.
 */
export async function provision(
  { clientConfig }: Pick<Emulators, 'clientConfig'>,
  { tables = [], queues = [], buckets = [] }: StatefulResources,
): Promise<void> {
  const dynamodb = new DynamoDBClient({ ...clientConfig('dynamodb'), ...LIMITS });
  const sqs = new SQSClient({ ...clientConfig('sqs'), ...LIMITS });
  const s3 = new S3Client({ ...clientConfig('s3'), ...LIMITS });
  const { endpoint } = clientConfig('sqs');

  async function attempt(service: keyof StorageEndpoints, resource: string, work: Promise<void>) {
    try {
      await work;
    } catch (error) {
      if (error instanceof ProvisioningError) {
        throw error;
      }
      const message = `Can't set up ${resource} at ${clientConfig(service).endpoint}: ${describeFailure(error)}.`;
      throw new ProvisioningError(service, message, { cause: error });
    }
  }

  async function provisionQueues() {
    await allDone(
      queues.map(({ name }) => attempt('sqs', `queue ${name}`, createQueue(sqs, name, endpoint))),
    );
    await allDone(
      queues.map((queue) => attempt('sqs', `queue ${queue.name}`, setQueueAttributes(sqs, queue, endpoint))),
    );
  }

  try {
    await allDone([
      ...tables.map((table) => attempt('dynamodb', `table ${table.name}`, provisionTable(dynamodb, table))),
      provisionQueues(),
      ...buckets.map((bucket) => attempt('s3', `bucket ${bucket.name}`, provisionBucket(s3, bucket))),
    ]);
  } finally {
    for (const client of [dynamodb, sqs, s3]) {
      client.destroy();
    }
  }
}

/** Waits for all, then throws the first failure: dynalite ends the process if it is closed while it creates a table. */
async function allDone(work: readonly Promise<void>[]): Promise<void> {
  const results = await Promise.allSettled(work);
  const failed = results.find((result) => result.status === 'rejected');
  if (failed !== undefined) {
    throw failed.reason;
  }
}
