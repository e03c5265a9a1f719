import { createDocumentClient, createS3Client, createSqsClient } from '@async-catalog/aws-clients';
import { provision, startEmulators } from '@async-catalog/local-cloud';
import { GetQueueUrlCommand } from '@aws-sdk/client-sqs';
import { vi } from 'vitest';
import type { Env } from '../config.ts';
import type { z } from 'zod';

const PRODUCT_TABLE = 'ProductTable';
const SUBMISSION_TABLE = 'SubmissionTable';
const BUCKET = 'report-bucket';
const QUEUE = 'product-queue';
const DEAD_LETTER_QUEUE = 'product-dead-letter-queue';

const table = (name: string) => ({
  name,
  keySchema: [{ AttributeName: 'id', KeyType: 'HASH' as const }],
  attributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' as const }],
});

export type Cloud = Awaited<ReturnType<typeof startCloud>>;

/** Starts everything that the worker calls, on loopback, and its clients. The environment stays stubbed until the test file ends. */
export async function startCloud() {
  const emulators = await startEmulators();
  await provision(emulators, {
    tables: [table(PRODUCT_TABLE), table(SUBMISSION_TABLE)],
    queues: [QUEUE, DEAD_LETTER_QUEUE].map((name) => ({ name, attributes: {} })),
    buckets: [{ name: BUCKET }],
  });
  stubEnvironment(emulators.environment);
  const sqs = createSqsClient();
  const documents = createDocumentClient();
  const s3 = createS3Client();
  const urlOf = async (QueueName: string) =>
    (await sqs.send(new GetQueueUrlCommand({ QueueName }))).QueueUrl ?? '';
  const environment = {
    PRODUCT_TABLE_NAME: PRODUCT_TABLE,
    SUBMISSION_TABLE_NAME: SUBMISSION_TABLE,
    REPORT_BUCKET_NAME: BUCKET,
    PRODUCT_QUEUE_URL: await urlOf(QUEUE),
    DEAD_LETTER_QUEUE_URL: await urlOf(DEAD_LETTER_QUEUE),
    MAX_RECEIVE_COUNT: '5',
  } satisfies z.input<typeof Env> & Record<string, string>;
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
