import { createDocumentClient, createS3Client, createSqsClient } from '@async-catalog/aws-clients';
import { startTestCloud } from '@async-catalog/local-cloud/testing';
import { vi } from 'vitest';
import type { z } from 'zod';
import type { Env } from '../config.ts';

const SUBMISSION_TABLE = 'SubmissionTable';
const LIST_TABLE = 'ListTable';
const LIMIT_TABLE = 'LimitTable';
const BUCKET = 'report-bucket';
const QUEUE = 'product-queue';
const BULK_QUEUE = 'product-bulk-queue';

export type Cloud = Awaited<ReturnType<typeof startCloud>>;

/**
 * Starts the services and clients of the deployed function, on loopback. The environment stays stubbed until
 * the test file ends.
 */
export async function startCloud() {
  const services = await startTestCloud({
    tables: [
      SUBMISSION_TABLE,
      { name: LIST_TABLE, keys: ['list', 'entry'] },
      { name: LIMIT_TABLE, keys: ['window'] },
    ],
    queues: [QUEUE, BULK_QUEUE],
    buckets: [BUCKET],
  });
  const environment = {
    PRODUCT_QUEUE_URL: services.queueUrl(QUEUE),
    PRODUCT_BULK_QUEUE_URL: services.queueUrl(BULK_QUEUE),
    SUBMISSION_TABLE_NAME: SUBMISSION_TABLE,
    LIST_TABLE_NAME: LIST_TABLE,
    LIMIT_TABLE_NAME: LIMIT_TABLE,
    REQUESTS_PER_SECOND: '1000000',
    PRODUCTS_PER_DAY: '1000000000',
    REPORT_BUCKET_NAME: BUCKET,
  } satisfies z.input<typeof Env>;
  for (const [name, value] of Object.entries({ ...services.environment, ...environment })) {
    vi.stubEnv(name, value);
  }
  const sqs = createSqsClient();
  const documents = createDocumentClient();
  const s3 = createS3Client();
  return {
    environment,
    sqs,
    documents,
    s3,
    async close() {
      vi.unstubAllEnvs();
      for (const client of [sqs, documents, s3]) {
        client.destroy();
      }
      await services.close();
    },
  };
}
