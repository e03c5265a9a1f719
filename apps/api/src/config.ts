import { QuotaEnv, type Quotas, toQuotas } from '@async-catalog/caller-limits';
import { hostNames, isLoopback, issuerUrl, loadEnv, nonEmpty, origins, port } from '@async-catalog/env';
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

/** Environment of the Node server, where `AUTH_ISSUER` and `AUTH_AUDIENCE` are optional on loopback. */
const ServerEnv = Env.partial({ AUTH_ISSUER: true, AUTH_AUDIENCE: true })
  .extend({
    /** The same variables that Powertools reads on Lambda. */
    POWERTOOLS_SERVICE_NAME: nonEmpty.default('CatalogApi'),
    POWERTOOLS_LOG_LEVEL: z
      .string()
      .toUpperCase()
      .pipe(z.enum(['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'SILENT']))
      .default('INFO'),
    API_HOST: nonEmpty.default('127.0.0.1'),
    /** Names besides loopback by which an open service may be called, with commas between them. */
    API_ALLOWED_HOSTS: hostNames.default([]),
    /** 0 takes a free one. */
    API_PORT: port.default(3000),
  })
  .superRefine((env, context) => {
    const { AUTH_ISSUER, AUTH_AUDIENCE, AUTH_JWKS_URL, API_HOST } = env;
    const secured = (AUTH_ISSUER ?? AUTH_AUDIENCE ?? AUTH_JWKS_URL) !== undefined;
    if (secured && (AUTH_ISSUER === undefined || AUTH_AUDIENCE === undefined)) {
      context.addIssue({ code: 'custom', path: ['AUTH_ISSUER, AUTH_AUDIENCE'], message: 'set both' });
    }
    if (!secured && !isLoopback(API_HOST)) {
      const message = 'only a loopback address while AUTH_ISSUER and AUTH_AUDIENCE are not set';
      context.addIssue({ code: 'custom', path: ['API_HOST'], message });
    }
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

export interface ServerConfig extends Config {
  readonly log: { readonly service: string; readonly level: string };
  readonly host: string;
  readonly port: number;
}

/** @throws {ConfigError} naming every variable that is missing or wrong. */
export function loadConfig(env?: NodeJS.ProcessEnv): Config {
  return toConfig(loadEnv(Env, env));
}

/** @throws {ConfigError} naming every variable that is missing or wrong. */
export function loadServerConfig(env?: NodeJS.ProcessEnv): ServerConfig {
  const values = loadEnv(ServerEnv, env);
  return {
    ...toConfig(values),
    allowedHosts: values.API_ALLOWED_HOSTS,
    log: { service: values.POWERTOOLS_SERVICE_NAME, level: values.POWERTOOLS_LOG_LEVEL },
    host: values.API_HOST,
    port: values.API_PORT,
  };
}

function toConfig(values: Pick<z.output<typeof ServerEnv>, keyof z.output<typeof Env>>): Config {
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
