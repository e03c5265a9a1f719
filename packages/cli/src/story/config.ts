import type { LogPlace } from '@async-catalog/aws-clients/cloudwatch-logs';
import { UsageError } from '../errors.ts';

/** Functions whose lines name submissions. */
const FUNCTIONS = ['CreateProductProcessor', 'ProductSaverWorker'];

/** The stage whose names have no prefix. */
const UNPREFIXED = 'dev';

/** CloudWatch is the fourth service of `start`. */
const PORTS_BEFORE = 3;

export interface CatalogLog {
  readonly logGroups: readonly string[];
  readonly place: LogPlace;
  /** Names it to a person. */
  readonly name: string;
}

/**
 * Chooses the log that belongs to an API: the stage's on AWS, where the SDK's own variables say, or that of `start`.
 * @throws {UsageError}
 */
export function chooseLog(
  { stage, url }: { readonly stage?: string; readonly url?: string },
  env: NodeJS.ProcessEnv = process.env,
): CatalogLog {
  if (stage !== undefined) {
    return { logGroups: logGroupsOf(readStage(stage, url)), place: {}, name: `the log of ${stage} on AWS` };
  }
  if (url !== undefined && !isLoopback(url)) {
    throw new UsageError(
      `--url ${url} is not on this machine: name the stage whose log to read, such as --stage prod.`,
    );
  }
  const endpoint =
    env['AWS_ENDPOINT_URL_CLOUDWATCH_LOGS'] ?? `http://127.0.0.1:${readPort(env) + PORTS_BEFORE}`;
  return {
    logGroups: logGroupsOf(''),
    place: {
      endpoint,
      region: 'us-east-1',
      // Nothing on this machine checks them, but the SDK signs every request.
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    },
    name: `the log of this machine's catalog at ${endpoint}`,
  };
}

/** Returns the prefix of the stage's names. */
function readStage(stage: string, url: string | undefined): string {
  if (!/^[a-z][a-z0-9-]{0,31}$/.test(stage)) {
    throw new UsageError(`--stage ${stage}: give the name of a stage, such as prod.`);
  }
  if (url === undefined) {
    throw new UsageError(`--stage ${stage} reads the log on AWS: name the API of that stage with --url.`);
  }
  return stage === UNPREFIXED ? '' : `${stage}-`;
}

function logGroupsOf(prefix: string): string[] {
  return FUNCTIONS.map((name) => `/aws/lambda/${prefix}${name}`);
}

function isLoopback(url: string): boolean {
  return ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(url).hostname);
}

function readPort({ LOCAL_CLOUD_PORT: text = '4566' }: NodeJS.ProcessEnv): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port < 1 || port > 65_535 - PORTS_BEFORE) {
    throw new UsageError(
      `LOCAL_CLOUD_PORT ${text}: set it as for start, from 1 to ${65_535 - PORTS_BEFORE}; or, for free ports, set AWS_ENDPOINT_URL_CLOUDWATCH_LOGS to the address of CloudWatch that it prints.`,
    );
  }
  return port;
}
