import { loadEnv, nonEmpty } from '@async-catalog/env';
import { z } from 'zod';

/** Environment variables of the function. */
export const Env = z.object({
  PRODUCT_TABLE_NAME: nonEmpty,
  SUBMISSION_TABLE_NAME: nonEmpty,
  IMPORT_TABLE_NAME: nonEmpty,
  REPORT_BUCKET_NAME: nonEmpty,
  PRODUCT_QUEUE_URL: z.url(),
  PRODUCT_BULK_QUEUE_URL: z.url(),
  DEAD_LETTER_QUEUE_URL: z.url(),
  IMPORT_QUEUE_URL: z.url(),
  /** The queues' `maxReceiveCount`: after so many receives they move a message to the dead-letter queue. */
  MAX_RECEIVE_COUNT: z.coerce.number().int().min(1).max(1000),
});

export interface Config {
  readonly productTableName: string;
  readonly submissionTableName: string;
  readonly importTableName: string;
  readonly reportBucketName: string;
  readonly productQueueUrl: string;
  readonly productBulkQueueUrl: string;
  readonly deadLetterQueueUrl: string;
  readonly importQueueUrl: string;
  readonly maxReceiveCount: number;
}

/** @throws {ConfigError} naming every variable that is missing or wrong. */
export function loadConfig(env?: NodeJS.ProcessEnv): Config {
  const values = loadEnv(Env, env);
  return {
    productTableName: values.PRODUCT_TABLE_NAME,
    submissionTableName: values.SUBMISSION_TABLE_NAME,
    importTableName: values.IMPORT_TABLE_NAME,
    reportBucketName: values.REPORT_BUCKET_NAME,
    productQueueUrl: values.PRODUCT_QUEUE_URL,
    productBulkQueueUrl: values.PRODUCT_BULK_QUEUE_URL,
    deadLetterQueueUrl: values.DEAD_LETTER_QUEUE_URL,
    importQueueUrl: values.IMPORT_QUEUE_URL,
    maxReceiveCount: values.MAX_RECEIVE_COUNT,
  };
}
