import { issuerUrl, loadEnv, nonEmpty, port } from '@async-catalog/env';
import { z } from 'zod';

const endpoint = z.url({ protocol: /^https?$/, error: 'must be an http: or https: URL' });

const Env = z.object({
  API_PORT: port.default(3000),
  // The next three ports are used as well.
  LOCAL_CLOUD_PORT: port.pipe(z.int().max(65_532, 'set a whole number from 0 to 65532')).default(4566),
  // The API takes the next port.
  INSPECT_PORT: port.pipe(z.int().max(65_534, 'set a whole number from 0 to 65534')).default(9229),
  AWS_ENDPOINT_URL: endpoint.optional(),
  AWS_ENDPOINT_URL_SQS: endpoint.optional(),
  AWS_ENDPOINT_URL_S3: endpoint.optional(),
  AWS_ENDPOINT_URL_DYNAMODB: endpoint.optional(),
  AWS_ENDPOINT_URL_LAMBDA: z.undefined('leave it unset: the functions always run in this process').optional(),
  AWS_ENDPOINT_URL_CLOUDWATCH: z
    .undefined('leave it unset: the metrics are always made in this process')
    .optional(),
  AWS_ENDPOINT_URL_CLOUDWATCH_LOGS: z
    .undefined('leave it unset: the log is always kept in this process')
    .optional(),
  AUTH_ISSUER: issuerUrl.optional(),
  AUTH_AUDIENCE: nonEmpty.optional(),
  AUTH_JWKS_URL: issuerUrl.optional(),
  API_ALLOWED_ORIGINS: nonEmpty.optional(),
  API_ALLOWED_HOSTS: nonEmpty.optional(),
  CONSOLE_CLIENT_ID: nonEmpty.optional(),
});

/** Services that can run elsewhere, with the variables that say where. */
const SERVICES = {
  sqs: 'AWS_ENDPOINT_URL_SQS',
  s3: 'AWS_ENDPOINT_URL_S3',
  dynamodb: 'AWS_ENDPOINT_URL_DYNAMODB',
} as const;

type Service = keyof typeof SERVICES;

/** Endpoint to use instead of an emulator, and the variable that sets it. */
export interface GivenEndpoint {
  readonly url: string;
  readonly variable: string;
}

/** Ports (0 takes a free one), endpoints to use instead of the emulators, and the issuer of the tokens that the API accepts. */
export interface Config {
  readonly apiPort: number;
  readonly cloudPort: number;
  readonly inspectPort: number;
  readonly endpoints: Readonly<Partial<Record<Service, GivenEndpoint>>>;
  readonly access: Readonly<Record<string, string>>;
  /** Origins and host names that the API allows; the API checks them. */
  readonly allowed: Readonly<Record<string, string>>;
  /** Id of the console at the issuer. */
  readonly console: Readonly<Record<string, string>>;
}

/** @throws {ConfigError} naming every variable that is wrong. */
export function loadConfig(env?: NodeJS.ProcessEnv): Config {
  const data = loadEnv(Env, env);
  return {
    apiPort: data.API_PORT,
    cloudPort: data.LOCAL_CLOUD_PORT,
    inspectPort: data.INSPECT_PORT,
    endpoints: readEndpoints(data),
    access: given({
      AUTH_ISSUER: data.AUTH_ISSUER,
      AUTH_AUDIENCE: data.AUTH_AUDIENCE,
      AUTH_JWKS_URL: data.AUTH_JWKS_URL,
    }),
    allowed: given({
      API_ALLOWED_ORIGINS: data.API_ALLOWED_ORIGINS,
      API_ALLOWED_HOSTS: data.API_ALLOWED_HOSTS,
    }),
    console: given({ CONSOLE_CLIENT_ID: data.CONSOLE_CLIENT_ID }),
  };
}

/** Prefers a service's own variable to the one for all services, as the SDK does. */
function readEndpoints(data: z.output<typeof Env>): Config['endpoints'] {
  return Object.fromEntries(
    Object.entries(SERVICES).flatMap(([service, own]) => {
      const variable = data[own] === undefined ? 'AWS_ENDPOINT_URL' : own;
      // A queue's path is appended to it.
      const url = data[variable]?.replace(/\/+$/, '');
      return url === undefined ? [] : [[service, { url, variable }]];
    }),
  );
}

function given(values: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
