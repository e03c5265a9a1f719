import type { Emulators } from '../emulators/start-emulators.ts';
import { queueUrl } from '../local-account.ts';

/** Names of what a test needs. A kind that is given, even as an empty list, starts its emulator. */
export interface TestCloudSpec {
  /** Each has the text `id` as its key. */
  readonly tables?: readonly string[];
  readonly queues?: readonly string[];
  readonly buckets?: readonly string[];
}

export interface TestCloud
  extends Pick<Emulators, 'environment' | 'clientConfig' | 'close'>, AsyncDisposable {
  readonly emulators: Emulators;
  /** Looks up the address of any queue, of the spec or not. */
  readonly queueUrl: (name: string) => string;
  readonly close: () => Promise<void>;
}

/** The discard port, where nothing listens, so that calls to services outside the spec fail at once. */
const NOWHERE = 'http://127.0.0.1:9';

/**
 * Starts the emulators that the spec needs, on loopback, and creates what it names.
 *
 * @example
 * await using cloud = await startTestCloud({ tables: ['ProductTable'], queues: ['product-queue'] });
 * const sqs = new SQSClient(cloud.clientConfig('sqs'));
 */
export async function startTestCloud({ tables, queues, buckets }: TestCloudSpec): Promise<TestCloud> {
  // Loaded only now: most tests use the kit for an event or a context, and the emulators take 0.3 s to load.
  const [{ startEmulators }, { provision }] = await Promise.all([
    import('../emulators/start-emulators.ts'),
    import('../provisioning/provision.ts'),
  ]);
  const emulators = await startEmulators({
    endpoints: {
      ...(tables === undefined && { dynamodb: NOWHERE }),
      ...(queues === undefined && buckets === undefined && { sqs: NOWHERE, s3: NOWHERE }),
    },
  });
  try {
    await provision(emulators, {
      tables: (tables ?? []).map(describeTable),
      queues: (queues ?? []).map((name) => ({ name, attributes: {} })),
      buckets: (buckets ?? []).map((name) => ({ name })),
    });
  } catch (cause) {
    await emulators.close();
    throw cause;
  }
  const close = () => emulators.close();
  return {
    emulators,
    environment: emulators.environment,
    clientConfig: (service) => emulators.clientConfig(service),
    queueUrl: (name) => queueUrl(emulators.endpoints.sqs, name),
    close,
    [Symbol.asyncDispose]: close,
  };
}

function describeTable(name: string) {
  return {
    name,
    keySchema: [{ AttributeName: 'id', KeyType: 'HASH' as const }],
    attributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' as const }],
  };
}
