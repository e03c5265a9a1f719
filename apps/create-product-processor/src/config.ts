import { QuotaEnv, type Quotas, toQuotas } from '@async-catalog/caller-limits';
import { loadEnv, nonEmpty } from '@async-catalog/env';
import { z } from 'zod';

/** Environment variables of the function. */
export const Env = z.object({
  PRODUCT_QUEUE_URL: nonEmpty,
  PRODUCT_BULK_QUEUE_URL: nonEmpty,
  SUBMISSION_TABLE_NAME: nonEmpty,
  LIST_TABLE_NAME: nonEmpty,
  LIMIT_TABLE_NAME: nonEmpty,
  REPORT_BUCKET_NAME: nonEmpty,
  ...QuotaEnv.shape,
});

export interface Config {
  readonly productQueueUrl: string;
  readonly productBulkQueueUrl: string;
  readonly submissionTableName: string;
  readonly listTableName: string;
  readonly limitTableName: string;
  readonly reportBucketName: string;
  /** Limits of a caller whose token sets none. */
  readonly quotas: Quotas;
  /** Time within which the table of limits has to answer. */
  readonly limitsTimeoutMs: number;
}

/** @throws {ConfigError} naming every variable that is missing or wrong. */
export function loadConfig(env?: NodeJS.ProcessEnv): Config {
  const values = loadEnv(Env, env);
  return {
    productQueueUrl: values.PRODUCT_QUEUE_URL,
    productBulkQueueUrl: values.PRODUCT_BULK_QUEUE_URL,
    submissionTableName: values.SUBMISSION_TABLE_NAME,
    listTableName: values.LIST_TABLE_NAME,
    limitTableName: values.LIMIT_TABLE_NAME,
    reportBucketName: values.REPORT_BUCKET_NAME,
    quotas: toQuotas(values),
    limitsTimeoutMs: values.LIMITS_TIMEOUT_MS,
  };
}
