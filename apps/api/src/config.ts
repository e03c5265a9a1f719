import { z } from 'zod';
import { IssuerUrl } from './core/issuer-url.ts';
import { isLoopback } from './core/loopback.ts';

const required = z.string().min(1);

const access = { AUTH_ISSUER: IssuerUrl, AUTH_AUDIENCE: required, AUTH_JWKS_URL: IssuerUrl.optional() };

/** What the service reads from its environment on Lambda, where it never starts open. */
export const Env = z.object({
  PROCESSOR_FUNCTION_NAME: required,
  PRODUCT_TABLE_NAME: required,
  SUBMISSION_TABLE_NAME: required,
  REPORT_BUCKET_NAME: required,
  ...access,
});

/** What the Node server reads: `AUTH_ISSUER` and `AUTH_AUDIENCE` both, or neither on a loopback address. */
const ServerEnv = Env.partial({ AUTH_ISSUER: true, AUTH_AUDIENCE: true })
  .extend({
    /** As Powertools reads them on Lambda. */
    POWERTOOLS_SERVICE_NAME: required.default('CatalogApi'),
    POWERTOOLS_LOG_LEVEL: z
      .string()
      .toUpperCase()
      .pipe(z.enum(['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'SILENT']))
      .default('INFO'),
    API_HOST: required.default('127.0.0.1'),
    /** 0 takes a free one. */
    API_PORT: z
      .string()
      .regex(/^\d+$/, 'must be a port')
      .default('3000')
      .transform(Number)
      .pipe(z.int().max(65_535)),
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
  /** Whose tokens are taken; `undefined`: the service is open. */
  readonly access:
    | { readonly issuer: string; readonly audience: string; readonly jwksUrl: string | undefined }
    | undefined;
}

export interface ServerConfig extends Config {
  readonly log: { readonly service: string; readonly level: string };
  readonly host: string;
  readonly port: number;
}

export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** @throws {ConfigError} naming every variable that is missing or wrong. */
export function loadConfig(env: NodeJS.ProcessEnv = process.env): Config {
  return toConfig(parse(Env, env));
}

/** @throws {ConfigError} naming every variable that is missing or wrong. */
export function loadServerConfig(env: NodeJS.ProcessEnv = process.env): ServerConfig {
  const values = parse(ServerEnv, env);
  return {
    ...toConfig(values),
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
    access: issuer === undefined || audience === undefined ? undefined : { issuer, audience, jwksUrl },
  };
}

function parse<Schema extends z.ZodType>(schema: Schema, env: NodeJS.ProcessEnv): z.output<Schema> {
  const parsed = schema.safeParse(env);
  if (!parsed.success) {
    const wrong = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
    throw new ConfigError(wrong.join('; '));
  }
  return parsed.data;
}
