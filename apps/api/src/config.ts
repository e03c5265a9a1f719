import { z } from 'zod';

const required = z.string().min(1);

/** What the service reads from its environment, on Lambda as on Node. */
export const Env = z.object({
  PROCESSOR_FUNCTION_NAME: required,
  PRODUCT_TABLE_NAME: required,
  SUBMISSION_TABLE_NAME: required,
  REPORT_BUCKET_NAME: required,
});

export interface Config {
  readonly processorFunctionName: string;
  readonly productTableName: string;
  readonly submissionTableName: string;
  readonly reportBucketName: string;
}

/** What the Node server reads besides. */
const ServerEnv = z.object({
  API_HOST: required.default('127.0.0.1'),
  /** 0 takes a free one. */
  API_PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
});

export interface ServerConfig {
  readonly host: string;
  readonly port: number;
}

export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** @throws {ConfigError} naming every variable that is missing or wrong. */
export function loadConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const values = parse(Env, env);
  return {
    processorFunctionName: values.PROCESSOR_FUNCTION_NAME,
    productTableName: values.PRODUCT_TABLE_NAME,
    submissionTableName: values.SUBMISSION_TABLE_NAME,
    reportBucketName: values.REPORT_BUCKET_NAME,
  };
}

/** @throws {ConfigError} naming every variable that is missing or wrong. */
export function loadServerConfig(env: NodeJS.ProcessEnv = process.env): Config & ServerConfig {
  const values = parse(Env.extend(ServerEnv.shape), env);
  return { ...loadConfig(env), host: values.API_HOST, port: values.API_PORT };
}

function parse<Schema extends z.ZodType>(schema: Schema, env: NodeJS.ProcessEnv): z.output<Schema> {
  const parsed = schema.safeParse(env);
  if (!parsed.success) {
    const wrong = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
    throw new ConfigError(wrong.join('; '));
  }
  return parsed.data;
}
