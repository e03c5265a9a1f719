import { createDocumentClient, createS3Client, createSqsClient } from '@async-catalog/aws-clients';
import { startTestCloud } from '@async-catalog/local-cloud/testing';
import { vi } from 'vitest';
import type { z } from 'zod';
import type { Env } from '../config.ts';

const PRODUCT_TABLE = 'ProductTable';
const SUBMISSION_TABLE = 'SubmissionTable';
const IMPORT_TABLE = 'ImportTable';
const BUCKET = 'report-bucket';
const QUEUE = 'product-queue';
const BULK_QUEUE = 'product-bulk-queue';
const DEAD_LETTER_QUEUE = 'product-dead-letter-queue';
const IMPORT_QUEUE = 'import-queue';

export type Cloud = Awaited<ReturnType<typeof startCloud>>;

/**
 * Starts everything that the worker calls, and its clients. The environment stays stubbed until the test file
 * ends.
 */
export async function startCloud() {
  const cloud = await startTestCloud({
    tables: [PRODUCT_TABLE, SUBMISSION_TABLE, IMPORT_TABLE],
    queues: [QUEUE, BULK_QUEUE, DEAD_LETTER_QUEUE, IMPORT_QUEUE],
    buckets: [BUCKET],
  });
  const environment = {
    PRODUCT_TABLE_NAME: PRODUCT_TABLE,
    SUBMISSION_TABLE_NAME: SUBMISSION_TABLE,
    IMPORT_TABLE_NAME: IMPORT_TABLE,
    REPORT_BUCKET_NAME: BUCKET,
    PRODUCT_QUEUE_URL: cloud.queueUrl(QUEUE),
    PRODUCT_BULK_QUEUE_URL: cloud.queueUrl(BULK_QUEUE),
    DEAD_LETTER_QUEUE_URL: cloud.queueUrl(DEAD_LETTER_QUEUE),
    IMPORT_QUEUE_URL: cloud.queueUrl(IMPORT_QUEUE),
    MAX_RECEIVE_COUNT: '5',
  } satisfies z.input<typeof Env> & Record<string, string>;
  for (const [name, value] of Object.entries({ ...cloud.environment, ...environment })) {
    vi.stubEnv(name, value);
  }
  const clients = { sqs: createSqsClient(), documents: createDocumentClient(), s3: createS3Client() };

  return {
    ...clients,
    environment,
    endpoints: cloud.emulators.endpoints,
    async close() {
      vi.unstubAllEnvs();
      for (const client of Object.values(clients)) {
        client.destroy();
      }
      await cloud.close();
    },
  };
}
