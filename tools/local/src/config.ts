import { issuerUrl, loadEnv, nonEmpty, port } from '@async-catalog/env';
import { z } from 'zod';

const Env = z.object({
  API_PORT: port.default(3000),
  // The next two ports are used as well.
  LOCAL_CLOUD_PORT: port.pipe(z.int().max(65_533, 'set a whole number from 0 to 65533')).default(4566),
  AWS_ENDPOINT_URL_SQS: z.url().optional(),
  AWS_ENDPOINT_URL_S3: z.url().optional(),
  AWS_ENDPOINT_URL_DYNAMODB: z.url().optional(),
  AUTH_ISSUER: issuerUrl.optional(),
  AUTH_AUDIENCE: nonEmpty.optional(),
  AUTH_JWKS_URL: issuerUrl.optional(),
  API_ALLOWED_ORIGINS: nonEmpty.optional(),
  API_ALLOWED_HOSTS: nonEmpty.optional(),
});

/** Ports (0 takes a free one), endpoints to use instead of the emulators, and the issuer of the tokens that the API accepts. */
export interface Config {
  readonly apiPort: number;
  readonly cloudPort: number;
  readonly endpoints: { readonly sqs?: string; readonly s3?: string; readonly dynamodb?: string };
  readonly access: Readonly<Record<string, string>>;
  /** Origins and host names that the API allows; the API checks them. */
  readonly allowed: Readonly<Record<string, string>>;
}

/** @throws {ConfigError} naming every variable that is wrong. */
export function loadConfig(env?: NodeJS.ProcessEnv): Config {
  const data = loadEnv(Env, env);
  return {
    apiPort: data.API_PORT,
    cloudPort: data.LOCAL_CLOUD_PORT,
    endpoints: given({
      sqs: data.AWS_ENDPOINT_URL_SQS,
      s3: data.AWS_ENDPOINT_URL_S3,
      dynamodb: data.AWS_ENDPOINT_URL_DYNAMODB,
    }),
    access: given({
      AUTH_ISSUER: data.AUTH_ISSUER,
      AUTH_AUDIENCE: data.AUTH_AUDIENCE,
      AUTH_JWKS_URL: data.AUTH_JWKS_URL,
    }),
    allowed: given({
      API_ALLOWED_ORIGINS: data.API_ALLOWED_ORIGINS,
      API_ALLOWED_HOSTS: data.API_ALLOWED_HOSTS,
    }),
  };
}

function given(values: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
