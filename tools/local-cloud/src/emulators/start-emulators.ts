import type { Faults } from '../faults.ts';
import { CREDENTIALS, REGION } from '../local-account.ts';
import { openDataDirectory } from './data-directory.ts';
import { startDynalite } from './dynalite.ts';
import { startFauxqs } from './fauxqs.ts';
import type { Queues } from './queues.ts';

/** Endpoints of the services. */
export interface StorageEndpoints {
  readonly sqs: string;
  readonly s3: string;
  readonly dynamodb: string;
}

export interface EmulatorOptions {
  /** `aws`: SQS and S3. `0`, the default, takes free ones. */
  readonly ports?: { readonly aws: number; readonly dynamodb: number };
  /** Keeps state in this directory; in memory without it. */
  readonly dataDir?: string;
  /** Services that run elsewhere. Their emulators aren't started. */
  readonly endpoints?: Partial<StorageEndpoints>;
  readonly faults?: Pick<Faults, 'tablesOut' | 'throttleTables' | 'bucketOut'>;
}

/** Settings for an SDK client. */
export interface ClientConfig {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: typeof CREDENTIALS;
  /** For S3; other clients ignore it. A bucket's name before `127.0.0.1` isn't a valid host. */
  readonly forcePathStyle: true;
}

export interface Emulators {
  readonly endpoints: StorageEndpoints;
  /** The SDK's own variables, for clients that are configured by the environment. */
  readonly environment: Readonly<Record<string, string>>;
  /** The embedded queues; `undefined` where SQS runs elsewhere. */
  readonly queues: Queues | undefined;
  /** @example new SQSClient(emulators.clientConfig('sqs')) */
  clientConfig(service: keyof StorageEndpoints): ClientConfig;
  /** Finishes open requests, then stops. Safe to call twice. */
  close(): Promise<void>;
}

/**
 * Starts SQS, S3 and DynamoDB in this process, on loopback.
 *
 * @throws {PortInUseError}
 * @throws {DataDirectoryError}
 * @example
 * const emulators = await startEmulators();
 * await provision(emulators, { queues: [{ name: 'product-queue', attributes: {} }] });
 */
export async function startEmulators(options: EmulatorOptions = {}): Promise<Emulators> {
  const { ports = { aws: 0, dynamodb: 0 }, dataDir, endpoints: given = {} } = options;
  await using started = new AsyncDisposableStack();
  const directory = dataDir === undefined ? undefined : openDataDirectory(dataDir);
  started.defer(() => directory?.release());

  let { sqs, s3, dynamodb } = given;
  let queues: Queues | undefined;
  if (sqs === undefined || s3 === undefined) {
    const fauxqs = await startFauxqs(ports.aws, directory?.fauxqs, options.faults?.bucketOut);
    started.defer(() => fauxqs.close());
    queues = sqs === undefined ? fauxqs.queues : undefined;
    sqs ??= fauxqs.endpoint;
    s3 ??= fauxqs.endpoint;
  }
  if (dynamodb === undefined) {
    const dynalite = await startDynalite(ports.dynamodb, directory?.dynalite, options.faults);
    started.defer(() => dynalite.close());
    dynamodb = dynalite.endpoint;
  }

  const endpoints = { sqs, s3, dynamodb };
  const running = started.move();
  let closing: Promise<void> | undefined;
  return {
    endpoints,
    queues,
    environment: {
      AWS_REGION: REGION,
      AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
      AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
      AWS_ENDPOINT_URL_SQS: sqs,
      AWS_ENDPOINT_URL_S3: s3,
      AWS_ENDPOINT_URL_DYNAMODB: dynamodb,
    },
    clientConfig: (service) => ({
      endpoint: endpoints[service],
      region: REGION,
      credentials: CREDENTIALS,
      forcePathStyle: true,
    }),
    close: () => (closing ??= running.disposeAsync()),
  };
}
