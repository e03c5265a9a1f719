import { inspect } from 'node:util';
import {
  ProvisioningError,
  startLocalCloud,
  type LocalCloud,
  type LocalCloudOptions,
  type QueueSpec,
} from '@async-catalog/local-cloud';
import { startApiProcess } from './api-process.ts';
import { ASSEMBLY, CONSOLE } from './assembly.ts';
import type { Config } from './config.ts';
import { createFaults, type LastingFault, WORKER } from './faults/create-faults.ts';
import { hastenDeadLetters } from './faults/hasten-dead-letters.ts';
import { startFaultServer } from './faults/start-fault-server.ts';
import { submitSample } from './faults/submit-sample.ts';
import { type ReplaceableApi, startReplaceableApi } from './watch/replaceable-api.ts';

/** Name of the API's function, in whose place its server runs. */
export const API_FUNCTION = 'CatalogApi';

/** The whole catalog on this machine: the template's resources and functions, and the API. */
export interface RunningCatalog {
  readonly apiUrl: string;
  readonly consoleUrl: string;
  /** True if the API accepts requests without a token. */
  readonly open: boolean;
  readonly endpoints: { sqs: string; s3: string; dynamodb: string; lambda: string; cloudwatch: string };
  /** Resolves when the API's process has ended. */
  readonly apiEnded: Promise<number | null>;
  /** Finishes the API's requests, then the queue's batches, then stops the emulators. */
  readonly stop: () => Promise<void>;
  /** Kills the API's process. */
  readonly kill: () => void;
  /** Breaks the catalog for as long as it runs. */
  readonly beginFault: (fault: LastingFault) => Promise<void>;
  /** Kills instances of a function in the middle of their work. Resolves to how many. */
  readonly killInstances: LocalCloud['killInstances'];
  readonly cloud: Pick<LocalCloud, 'model' | 'replaceCode'>;
  /** Puts another bundle of the API in effect; only of a catalog that is started to be watched. */
  readonly replaceApi: ReplaceableApi['replace'] | undefined;
  /** `host:port` where debuggers can attach to the API. */
  readonly apiInspector: string | undefined;
}

export async function startCatalog(options: {
  config: Config;
  dataDir?: string;
  /** Lets code be replaced while it runs and, with `inspect`, debuggers attach: events may then take any time. */
  watch?: { inspect: boolean };
  onLog: (source: string, line: string) => void;
}): Promise<RunningCatalog> {
  const { config, dataDir, watch, onLog } = options;
  const base = config.cloudPort;
  const { controls, faults } = createFaults({
    killInstances: (functionName, most) => cloud.killInstances(functionName, most),
    visibilityMs: () => visibilityMs(cloud.model),
    now: Date.now,
  });
  await using started = new AsyncDisposableStack();
  const cloud: LocalCloud = await startCloud(config.endpoints, {
    assemblyDir: ASSEMBLY,
    ports: {
      aws: base,
      dynamodb: base && base + 1,
      lambda: base && base + 2,
      cloudwatch: base && base + 3,
    },
    ...(dataDir !== undefined && { dataDir }),
    faults,
    timeouts: watch?.inspect !== true,
    onLog,
    onError: (error) => onLog('local-cloud', describe(error)),
  });
  started.defer(() => cloud.close());
  let samples = 0;
  const faultServer = await startFaultServer({
    controls,
    endpoints: config.endpoints,
    submitSample: (token) => submitSample({ apiUrl: api.url, token, run: (samples += 1) }),
    now: () => new Date(),
  });
  started.defer(() => faultServer.close());
  const apiOptions = {
    environment: {
      ...withoutAccess(cloud.functionEnvironment(API_FUNCTION)),
      ...config.access,
      ...config.allowed,
      ...config.console,
      CONSOLE_DIR: CONSOLE,
      CONSOLE_FAULTS_URL: faultServer.url,
    },
    port: config.apiPort,
    onLog: (line: string) => onLog(API_FUNCTION, line),
  };
  const replaceable =
    watch &&
    (await startReplaceableApi({
      ...apiOptions,
      ...(watch.inspect && { inspectPort: config.inspectPort && config.inspectPort + 1 }),
    }));
  const api = replaceable ?? (await startApiProcess(apiOptions));
  const running = started.move();
  return {
    apiUrl: api.url,
    consoleUrl: `${api.url}/console/`,
    open: config.access['AUTH_ISSUER'] === undefined,
    endpoints: cloud.endpoints,
    apiEnded: api.ended,
    async stop() {
      await api.stop();
      await running.disposeAsync();
    },
    kill: api.kill,
    async beginFault(fault) {
      if (fault === 'worker-crashes') {
        await hastenDeadLetters(cloud.endpoints.sqs, workerQueues(cloud.model));
      }
      controls.begin(fault, 'run');
    },
    killInstances: (functionName, count) => cloud.killInstances(functionName, count),
    cloud,
    replaceApi: replaceable?.replace,
    apiInspector: replaceable?.inspector,
  };
}

/** Describes an error in the background: one that has a code by its message, and any other, which is a defect, in full. */
function describe(error: unknown): string {
  return error instanceof Error && 'code' in error && error.cause === undefined
    ? `${String(error.code)}: ${error.message}`
    : inspect(error);
}

/** A resource that can't be created at an endpoint that a variable sets. */
class EndpointError extends Error {
  override readonly name = 'EndpointError';
  readonly code = 'ENDPOINT';
}

/** @throws {EndpointError} naming the variable of the endpoint that failed. */
async function startCloud(given: Config['endpoints'], options: LocalCloudOptions): Promise<LocalCloud> {
  const endpoints = Object.fromEntries(Object.entries(given).map(([service, { url }]) => [service, url]));
  try {
    return await startLocalCloud({ ...options, endpoints });
  } catch (error) {
    const endpoint = error instanceof ProvisioningError ? given[error.service] : undefined;
    if (endpoint === undefined) {
      throw error;
    }
    const message = `${(error as Error).message} ${endpoint.variable} sets this endpoint.`;
    throw new EndpointError(message, { cause: error });
  }
}

/** Finds the longest time for which messages of the worker are hidden after it was interrupted. */
function visibilityMs(model: LocalCloud['model']): number {
  const seconds = workerQueues(model).map(({ attributes }) => Number(attributes['VisibilityTimeout'] ?? 0));
  return 1000 * Math.max(0, ...seconds);
}

function workerQueues({ mappings, queues }: LocalCloud['model']): QueueSpec[] {
  const ofWorker = mappings.filter(({ functionName }) => functionName === WORKER);
  return queues.filter(({ arn }) => ofWorker.some(({ queueArn }) => queueArn === arn));
}

/** Removes the stage's token issuer, which this machine can't reach, so that the API runs without tokens, on loopback. */
function withoutAccess(environment: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !name.startsWith('AUTH_')));
}
