import type { ClientConfig, Emulators } from '../emulators/start-emulators.ts';
import { queueUrl } from '../local-account.ts';
import type { MetricFilterSpec } from '../model.ts';

/** Names of what a test needs. A kind that is given, even as an empty list, starts its emulator. */
export interface TestCloudSpec {
  /** A table has the text `id` as its key, or the keys that are given, which are text too. */
  readonly tables?: readonly (string | TestTable)[];
  readonly queues?: readonly string[];
  readonly buckets?: readonly string[];
  /** Starts CloudWatch, with these metrics of log lines. */
  readonly metricFilters?: readonly MetricFilterSpec[];
}

export interface TestTable {
  readonly name: string;
  /** Partition key, and sort key if it has one. */
  readonly keys: readonly [string, string?];
}

export interface TestCloud extends Pick<Emulators, 'environment' | 'close'>, AsyncDisposable {
  readonly emulators: Emulators;
  readonly clientConfig: (service: 'cloudwatch' | keyof Emulators['endpoints']) => ClientConfig;
  /** Keeps a line, and makes metrics of it. A log group that no metric filter has begins with its first line. */
  readonly writeLog: (logGroup: string, line: string, atMs?: number) => void;
  /** Looks up the address of any queue, of the spec or not. */
  readonly queueUrl: (name: string) => string;
  readonly createTable: (table: TestTable) => Promise<void>;
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
export async function startTestCloud({
  tables,
  queues,
  buckets,
  metricFilters,
}: TestCloudSpec): Promise<TestCloud> {
  // Loaded only now: most tests use the kit for an event or a context, and the emulators take 0.3 s to load.
  const [{ startEmulators }, { provision }, { startCloudWatch }] = await Promise.all([
    import('../emulators/start-emulators.ts'),
    import('../provisioning/provision.ts'),
    import('../cloudwatch/start-cloudwatch.ts'),
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
  const logGroups = new Set(metricFilters?.map(({ logGroup }) => logGroup));
  const cloudWatch =
    metricFilters &&
    (await startCloudWatch({
      metricFilters,
      queues: emulators.queues,
      logGroups,
      port: 0,
    }));
  const endpoint = cloudWatch?.endpoint ?? NOWHERE;
  const close = async () => {
    await cloudWatch?.close();
    await emulators.close();
  };
  return {
    emulators,
    environment: {
      ...emulators.environment,
      AWS_ENDPOINT_URL_CLOUDWATCH: endpoint,
      AWS_ENDPOINT_URL_CLOUDWATCH_LOGS: endpoint,
    },
    clientConfig: (service) =>
      service === 'cloudwatch'
        ? { ...emulators.clientConfig('sqs'), endpoint }
        : emulators.clientConfig(service),
    writeLog(logGroup, line, atMs = Date.now()) {
      logGroups.add(logGroup);
      cloudWatch?.writeLog(logGroup, line, atMs);
    },
    queueUrl: (name) => queueUrl(emulators.endpoints.sqs, name),
    createTable: async (table) => {
      await provision(emulators, { tables: [describeTable(table)], queues: [], buckets: [] });
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

function describeTable(table: string | TestTable) {
  const { name, keys } = typeof table === 'string' ? { name: table, keys: ['id'] as const } : table;
  const names = keys.filter((key) => key !== undefined);
  return {
    name,
    keySchema: names.map((AttributeName, n) => ({
      AttributeName,
      KeyType: n === 0 ? ('HASH' as const) : ('RANGE' as const),
    })),
    attributeDefinitions: names.map((AttributeName) => ({ AttributeName, AttributeType: 'S' as const })),
  };
}
