/** A child process with the embedded cloud: nothing that it emulates runs in the process that is measured. */
import { ASSEMBLY } from '@async-catalog/local/assembly';
import { startEmulators, startLocalCloud, type StorageEndpoints } from '@async-catalog/local-cloud';
import { startAwsProxy } from '@async-catalog/local-cloud/testing';
import { serveParent } from '../processes/serve-parent.ts';
import type { AppName } from '../bundling/apps.ts';
import { askForCapacity, awsActionOf } from './aws-action.ts';
import { createCounts, type Count } from './counts.ts';
import { createLogVolume } from './log-volume.ts';
import { type FunctionUse, observeInstances } from './observe-instances.ts';
import { createPausedAssembly } from './paused-assembly.ts';
import { createRecorder } from './recorder.ts';

export interface CloudOptions {
  /** Functions that their queues invoke: all, none, or all but one. */
  readonly draining: boolean | { readonly allBut: AppName };
  /** Counts and records requests, which takes time. */
  readonly counting?: boolean;
  /** Minimum time that the services take to answer. */
  readonly delaysMs?: Readonly<Record<keyof StorageEndpoints, number>>;
}

export interface StartedCloud {
  /** Environment variables by function, which point to this cloud. */
  readonly environments: Readonly<Record<string, Record<string, string>>>;
  /** The memory of each function. */
  readonly memoryMb: Readonly<Record<string, number>>;
  /** The queues that functions drain. */
  readonly queueUrls: readonly string[];
  /** The emulator itself, without a proxy. */
  readonly sqsEndpoint: string;
}

/** Use of the cloud since the last report. */
export interface CloudUse {
  readonly counts: readonly Count[];
  /** Bytes of the bodies of the counted requests and of their answers. */
  readonly bodyBytes: number;
  readonly functions: Readonly<Record<string, FunctionUse>>;
  readonly logBytes: Readonly<Record<string, number>>;
  /** Background errors. */
  readonly errors: readonly string[];
}

const stack = new AsyncDisposableStack();
const instances = observeInstances();
const counts = createCounts();
const recorder = createRecorder();
const logs = createLogVolume();
const errors: string[] = [];
let bodyBytes = 0;

async function start({ draining, counting = false, delaysMs }: CloudOptions): Promise<StartedCloud> {
  const emulators = await startEmulators();
  stack.defer(() => emulators.close());
  async function proxyOf(target: string, delayMs?: number): Promise<string> {
    if (!counting && delayMs === undefined) {
      return target;
    }
    const proxy = await startAwsProxy(target, {
      delayMs,
      rewriteBody: askForCapacity,
      onCall: (call) => {
        const record = recorder.begin(call);
        return (exchange) => {
          counts.add(awsActionOf(exchange));
          bodyBytes += exchange.body.length + exchange.answer.length;
          record(exchange);
        };
      },
    });
    return stack.use(proxy).url;
  }
  const { sqs, s3, dynamodb } = emulators.endpoints;
  const cloud = await startLocalCloud({
    assemblyDir:
      draining === true
        ? ASSEMBLY
        : stack.use(await createPausedAssembly(draining === false ? undefined : draining.allBut)).path,
    ports: { aws: 0, dynamodb: 0, lambda: 0, cloudwatch: 0 },
    endpoints: {
      sqs: await proxyOf(sqs, delaysMs?.sqs),
      s3: await proxyOf(s3, delaysMs?.s3),
      dynamodb: await proxyOf(dynamodb, delaysMs?.dynamodb),
    },
    lambdaEndpointOf: (url) => proxyOf(url),
    onLog: (functionName, line) => logs.add(functionName, line),
    onError: (error) => errors.push(String(error)),
  });
  stack.defer(() => cloud.close());

  const { functions } = cloud.model;
  const lambda = { AWS_ENDPOINT_URL_LAMBDA: await proxyOf(cloud.endpoints.lambda) };
  const environmentOf = (name: string): Record<string, string> => ({
    ...cloud.functionEnvironment(name),
    ...lambda,
  });
  const { PRODUCT_QUEUE_URL = '', PRODUCT_BULK_QUEUE_URL = '' } = environmentOf('CreateProductProcessor');
  const { IMPORT_QUEUE_URL = '' } = environmentOf('FileSplitter');
  return {
    environments: Object.fromEntries(functions.map(({ name }) => [name, environmentOf(name)])),
    memoryMb: Object.fromEntries(functions.map(({ name, memoryMb }) => [name, memoryMb])),
    queueUrls: [PRODUCT_QUEUE_URL, PRODUCT_BULK_QUEUE_URL, IMPORT_QUEUE_URL],
    sqsEndpoint: sqs,
  };
}

function takeUse(): CloudUse {
  const bytes = bodyBytes;
  bodyBytes = 0;
  return {
    counts: counts.take(),
    bodyBytes: bytes,
    functions: instances.take(),
    logBytes: logs.take(),
    errors: errors.splice(0),
  };
}

const api = { start, takeUse, takeCalls: () => recorder.take() };
export type CloudApi = typeof api;

serveParent(api, () => stack.disposeAsync());
