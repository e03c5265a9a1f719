import { SQSClient } from '@aws-sdk/client-sqs';
import { startCloudWatch } from './cloudwatch/start-cloudwatch.ts';
import { namePort } from './emulators/name-port.ts';
import { startEmulators, type StorageEndpoints } from './emulators/start-emulators.ts';
import {
  startEventSourceMapping,
  type EventSourceMapping,
} from './event-source-mapping/event-source-mapping.ts';
import type { Faults } from './faults.ts';
import type { ReplacedCode } from './lambda/instance-pool.ts';
import { createLambdaHost } from './lambda/lambda-host.ts';
import { limitDeliveries, limitInstances } from './lambda/limit-instances.ts';
import { queueUrl, REGION } from './local-account.ts';
import type { CloudModel, DevelopmentBuild } from './model.ts';
import { provision } from './provisioning/provision.ts';
import { readAssembly } from './template/assembly.ts';
import { createCloudModel } from './template/cloud-model.ts';

export interface LocalCloudOptions {
  /** Directory that `cdk synth` wrote. */
  readonly assemblyDir: string;
  /** `aws`: SQS and S3. `0` takes a free one. */
  readonly ports: {
    readonly aws: number;
    readonly dynamodb: number;
    readonly lambda: number;
    /** CloudWatch and CloudWatch Logs. */
    readonly cloudwatch: number;
  };
  /** Keeps state in this directory; in memory without it. */
  readonly dataDir?: string;
  /**
   * Services that run elsewhere, with account 000000000000 and no check of signatures. Their emulators aren't
   * started.
   */
  readonly endpoints?: Partial<StorageEndpoints>;
  /** Chooses where functions find Lambda's Invoke API, such as a proxy for its own address. */
  readonly lambdaEndpointOf?: (url: string) => Promise<string>;
  readonly faults?: Faults;
  /** False lets functions take any time, since a debugger may hold them; true by default. */
  readonly timeouts?: boolean;
  /** Called with each line that a function writes, or that Lambda adds to its log. */
  readonly onLog: (functionName: string, line: string) => void;
  /** Called with errors in the background, which don't stop the cloud. */
  readonly onError: (error: unknown) => void;
}

export interface LocalCloud {
  readonly endpoints: StorageEndpoints & { readonly lambda: string; readonly cloudwatch: string };
  readonly region: string;
  readonly model: CloudModel;
  /**
   * Builds a function's environment: the template's variables, and the SDK's own, which point to this cloud.
   *
   * @throws {RangeError} if the template has no such function.
   */
  functionEnvironment(functionName: string): Record<string, string>;
  /**
   * Gives further events of a function other code, once it has loaded; running events end with theirs.
   * `signal` ends one that is loading.
   *
   * @throws {CodeError} if it doesn't load, and everything stays as it is.
   */
  replaceCode(functionName: string, build: DevelopmentBuild, signal?: AbortSignal): Promise<ReplacedCode>;
  /**
   * Kills up to `most` instances, busy ones first. Resolves to the number of events that this interrupted.
   */
  killInstances(functionName: string, most: number): Promise<number>;
  /**
   * Finishes the queues' batches, then the functions' events, then the emulators, so that nothing is lost.
   * Safe to call twice.
   */
  close(): Promise<void>;
}

/**
 * Runs the resources of a synthesized CDK app in this process.
 *
 * @throws {UnreadableAssemblyError}
 * @throws {UnsupportedTemplateError} naming everything that would otherwise be silently different from AWS.
 * @throws {PortInUseError}
 * @throws {DataDirectoryError}
 * @throws {ProvisioningError} naming the resource and the endpoint that failed.
 * @throws {ResourceConflictError} if the data directory holds a table with another key.
 * @throws {EventSourceMappingError} if Lambda would refuse a mapping.
 */
export async function startLocalCloud(options: LocalCloudOptions): Promise<LocalCloud> {
  const { ports, faults, onLog, onError } = options;
  const assembly = await readAssembly(options.assemblyDir);
  await using started = new AsyncDisposableStack();

  const emulators = await startEmulators(options);
  started.defer(() => emulators.close());
  const model = createCloudModel(assembly, emulators.endpoints.sqs);
  await provision(emulators, model);

  const { functions, mappings, metricFilters } = model;
  const cloudWatch = await namePort(ports.cloudwatch, 'CloudWatch', () =>
    startCloudWatch({
      metricFilters,
      queues: emulators.queues,
      logGroups: new Set(functions.map(({ logGroup }) => logGroup)),
      port: ports.cloudwatch,
    }),
  );
  started.defer(() => cloudWatch.close());
  const environment = { ...emulators.environment, AWS_ENDPOINT_URL_CLOUDWATCH: cloudWatch.endpoint };
  const logGroups = new Map(functions.map(({ name, logGroup }) => [name, logGroup]));
  const lambda = await namePort(ports.lambda, 'Lambda', () =>
    createLambdaHost({
      functions,
      mappings,
      port: ports.lambda,
      environment,
      ...(faults?.crash && { crash: faults.crash }),
      onLog: (functionName, line, atMs) => {
        cloudWatch.writeLog(logGroups.get(functionName) ?? '', line, atMs);
        onLog(functionName, line);
      },
      ...(options.timeouts !== undefined && { timeouts: options.timeouts }),
      ...(options.lambdaEndpointOf && { endpointOf: options.lambdaEndpointOf }),
    }),
  );
  started.defer(() => lambda.close());

  const sqs = new SQSClient(emulators.clientConfig('sqs'));
  started.defer(() => sqs.destroy());
  const polling: EventSourceMapping[] = [];
  started.defer(async () => void (await Promise.all(polling.map((mapping) => mapping.close()))));
  const enabled = mappings.filter((mapping) => mapping.enabled);
  for (const mapping of enabled) {
    const sharing = enabled.filter(({ functionName }) => functionName === mapping.functionName).length;
    const spec = functions.find(({ name }) => name === mapping.functionName);
    const queueName = mapping.queueArn.split(':').at(-1) ?? '';
    polling.push(
      startEventSourceMapping({
        mapping,
        sqs,
        queueUrl: queueUrl(emulators.endpoints.sqs, queueName),
        region: REGION,
        maxDeliveries: limitDeliveries(limitInstances(spec ?? {}), sharing),
        ...(faults?.deliverAgain && {
          deliverAgain: () => faults.deliverAgain?.(mapping.functionName) === true,
        }),
        ...(faults?.receiveSlowly && {
          isSlow: () => faults.receiveSlowly?.(mapping.functionName) === true,
        }),
        invoke: (payload, traceHeader) => lambda.invoke(mapping.functionName, payload, traceHeader),
        onError,
      }),
    );
  }

  const running = started.move();
  let closing: Promise<void> | undefined;
  return {
    endpoints: { ...emulators.endpoints, lambda: lambda.url, cloudwatch: cloudWatch.endpoint },
    region: REGION,
    model,
    functionEnvironment(functionName) {
      const spec = functions.find(({ name }) => name === functionName);
      if (spec === undefined) {
        throw new RangeError(`The templates declare no function ${functionName}`);
      }
      return { ...spec.environment, ...environment, AWS_ENDPOINT_URL_LAMBDA: lambda.url };
    },
    replaceCode: (functionName, build, signal) => lambda.replaceCode(functionName, build, signal),
    killInstances: (functionName, most) => lambda.killInstances(functionName, most),
    close: () => (closing ??= running.disposeAsync()),
  };
}
