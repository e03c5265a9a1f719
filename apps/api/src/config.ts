import { QuotaEnv, type Quotas, toQuotas } from '@async-catalog/caller-limits';
import { issuerUrl, loadEnv, nonEmpty, origins } from '@async-catalog/env';
import { z } from 'zod';

const access = { AUTH_ISSUER: issuerUrl, AUTH_AUDIENCE: nonEmpty, AUTH_JWKS_URL: issuerUrl.optional() };

/** Environment of the service on Lambda, where it never starts open. */
export const Env = z.object({
  PROCESSOR_FUNCTION_NAME: nonEmpty,
  PRODUCT_TABLE_NAME: nonEmpty,
  SUBMISSION_TABLE_NAME: nonEmpty,
  REPORT_BUCKET_NAME: nonEmpty,
  PRODUCT_QUEUE_URL: nonEmpty,
  PRODUCT_BULK_QUEUE_URL: nonEmpty,
  IMPORT_TABLE_NAME: nonEmpty,
  LIST_TABLE_NAME: nonEmpty,
  LIMIT_TABLE_NAME: nonEmpty,
  IMPORT_QUEUE_URL: nonEmpty,
  PRODUCT_DEAD_LETTER_QUEUE_URL: nonEmpty,
  IMPORT_DEAD_LETTER_QUEUE_URL: nonEmpty,
  /** Namespace of the metrics that are made of the worker's log. */
  WORKER_METRIC_NAMESPACE: nonEmpty,
  ...QuotaEnv.shape,
  ...access,
  /** Origins whose pages may call the service, with commas between them. */
  API_ALLOWED_ORIGINS: origins.default([]),
});

export interface Config {
  readonly processorFunctionName: string;
  readonly productTableName: string;
  readonly submissionTableName: string;
  readonly reportBucketName: string;
  readonly productQueueUrl: string;
  readonly productBulkQueueUrl: string;
  readonly importTableName: string;
  readonly listTableName: string;
  readonly limitTableName: string;
  readonly importQueueUrl: string;
  readonly productDeadLetterQueueUrl: string;
  readonly importDeadLetterQueueUrl: string;
  readonly workerMetricNamespace: string;
  /** Limits of a caller whose token sets none. */
  readonly quotas: Quotas;
  /** Time within which the table of limits has to answer. */
  readonly limitsTimeoutMs: number;
  readonly allowedOrigins: readonly string[];
  readonly allowedHosts: readonly string[];
  /** Issuer of the access tokens; `undefined` when the service is open. */
  readonly access:
    | { readonly issuer: string; readonly audience: string; readonly jwksUrl: string | undefined }
    | undefined;
}

/** @throws {ConfigError} naming every variable that is missing or wrong. */
export function loadConfig(env?: NodeJS.ProcessEnv): Config {
  return toConfig(loadEnv(Env, env));
}

/** `AUTH_ISSUER` and `AUTH_AUDIENCE` are missing where the service is open. */
type Values = Omit<z.output<typeof Env>, 'AUTH_ISSUER' | 'AUTH_AUDIENCE'> & {
  readonly AUTH_ISSUER?: string | undefined;
  readonly AUTH_AUDIENCE?: string | undefined;
};

/** Reads the configuration from the variables of either entry. */
export function toConfig(values: Values): Config {
  const { AUTH_ISSUER: issuer, AUTH_AUDIENCE: audience, AUTH_JWKS_URL: jwksUrl } = values;
  return {
    processorFunctionName: values.PROCESSOR_FUNCTION_NAME,
    productTableName: values.PRODUCT_TABLE_NAME,
    submissionTableName: values.SUBMISSION_TABLE_NAME,
    reportBucketName: values.REPORT_BUCKET_NAME,
    productQueueUrl: values.PRODUCT_QUEUE_URL,
    productBulkQueueUrl: values.PRODUCT_BULK_QUEUE_URL,
    importTableName: values.IMPORT_TABLE_NAME,
    listTableName: values.LIST_TABLE_NAME,
    limitTableName: values.LIMIT_TABLE_NAME,
    quotas: toQuotas(values),
    limitsTimeoutMs: values.LIMITS_TIMEOUT_MS,
    importQueueUrl: values.IMPORT_QUEUE_URL,
    productDeadLetterQueueUrl: values.PRODUCT_DEAD_LETTER_QUEUE_URL,
    importDeadLetterQueueUrl: values.IMPORT_DEAD_LETTER_QUEUE_URL,
    workerMetricNamespace: values.WORKER_METRIC_NAMESPACE,
    allowedOrigins: values.API_ALLOWED_ORIGINS,
    allowedHosts: [],
    access: issuer === undefined || audience === undefined ? undefined : { issuer, audience, jwksUrl },
  };
}
