import { z } from 'zod';

const Port = z.coerce.number().int().min(0).max(65_535);

const Env = z.object({
  API_PORT: Port.default(3000),
  // The two ports after it are used as well.
  LOCAL_CLOUD_PORT: Port.max(65_533).default(4566),
  AWS_ENDPOINT_URL_SQS: z.url().optional(),
  AWS_ENDPOINT_URL_S3: z.url().optional(),
  AWS_ENDPOINT_URL_DYNAMODB: z.url().optional(),
  AUTH_ISSUER: z.url().optional(),
  AUTH_AUDIENCE: z.string().min(1).optional(),
  AUTH_JWKS_URL: z.url().optional(),
});

/** Ports (0: a free one), the endpoints to use instead of the embedded emulators, and whose tokens the API takes. */
export interface Config {
  readonly apiPort: number;
  readonly cloudPort: number;
  readonly endpoints: { readonly sqs?: string; readonly s3?: string; readonly dynamodb?: string };
  readonly access: Readonly<Record<string, string>>;
}

/** A variable of the environment that is wrong. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly code = 'CONFIG';
}

/** @throws {ConfigError} naming every variable that is wrong. */
export function loadConfig(env: NodeJS.ProcessEnv = process.env): Config {
  // A variable that is set to nothing isn't set.
  const parsed = Env.safeParse(Object.fromEntries(Object.entries(env).filter(([, value]) => value !== '')));
  if (!parsed.success) {
    throw new ConfigError(
      parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '),
    );
  }
  const { data } = parsed;
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
  };
}

function given(values: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
