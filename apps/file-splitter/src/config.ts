import { loadEnv, nonEmpty } from '@async-catalog/env';
import { z } from 'zod';

/** Environment variables of the function. */
export const Env = z.object({
  IMPORT_TABLE_NAME: nonEmpty,
  IMPORT_QUEUE_URL: z.url(),
  SUBMISSION_TABLE_NAME: nonEmpty,
  PRODUCT_TABLE_NAME: nonEmpty,
  REPORT_BUCKET_NAME: nonEmpty,
  PROCESSOR_FUNCTION_NAME: nonEmpty,
});

export interface Config {
  readonly importTableName: string;
  readonly importQueueUrl: string;
  readonly submissionTableName: string;
  readonly productTableName: string;
  readonly reportBucketName: string;
  readonly processorFunctionName: string;
}

/** @throws {ConfigError} naming every variable that is missing or wrong. */
export function loadConfig(env?: NodeJS.ProcessEnv): Config {
  const values = loadEnv(Env, env);
  return {
    importTableName: values.IMPORT_TABLE_NAME,
    importQueueUrl: values.IMPORT_QUEUE_URL,
    submissionTableName: values.SUBMISSION_TABLE_NAME,
    productTableName: values.PRODUCT_TABLE_NAME,
    reportBucketName: values.REPORT_BUCKET_NAME,
    processorFunctionName: values.PROCESSOR_FUNCTION_NAME,
  };
}
