import { createDocumentClient, createS3Client, createSqsClient } from '@async-catalog/aws-clients';
import { provision, startEmulators } from '@async-catalog/local-cloud';
import { GetQueueUrlCommand } from '@aws-sdk/client-sqs';
import { vi } from 'vitest';
import type { z } from 'zod';
import type { Env } from '../config.ts';

const SUBMISSION_TABLE = 'SubmissionTable';
const BUCKET = 'report-bucket';
const QUEUE = 'product-queue';

export type Cloud = Awaited<ReturnType<typeof startCloud>>;

/** What the intake meets when deployed, on loopback, and the clients that it has. The environment stays stubbed until the test file ends. */
export async function startCloud() {
  const emulators = await startEmulators();
  await provision(emulators, {
    tables: [
      {
        name: SUBMISSION_TABLE,
        keySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        attributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      },
    ],
    queues: [{ name: QUEUE, attributes: {} }],
    buckets: [{ name: BUCKET }],
  });
  stubEnvironment(emulators.environment);
  const sqs = createSqsClient();
  const documents = createDocumentClient();
  const s3 = createS3Client();
  const { QueueUrl = '' } = await sqs.send(new GetQueueUrlCommand({ QueueName: QUEUE }));
  const environment = {
    PRODUCT_QUEUE_URL: QueueUrl,
    SUBMISSION_TABLE_NAME: SUBMISSION_TABLE,
    REPORT_BUCKET_NAME: BUCKET,
  } satisfies z.input<typeof Env>;
  stubEnvironment(environment);
  return {
    environment,
    sqs,
    documents,
    s3,
    async close() {
      for (const client of [sqs, documents, s3]) {
        client.destroy();
      }
      await emulators.close();
    },
  };
}

function stubEnvironment(variables: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(variables)) {
    vi.stubEnv(name, value);
  }
}
