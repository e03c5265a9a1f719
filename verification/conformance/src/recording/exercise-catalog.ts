import { startApiProcess } from '@async-catalog/local/api-process';
import { ASSEMBLY } from '@async-catalog/local/assembly';
import { startEmulators, startLocalCloud } from '@async-catalog/local-cloud';
import { type AwsCall, startAwsProxy } from '@async-catalog/local-cloud/testing';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { exerciseApi } from './exercise-api.ts';
import { exerciseDeadLetters } from './exercise-dead-letters.ts';
import { exerciseImports } from './exercise-imports.ts';
import { exerciseLimits } from './exercise-limits.ts';
import { exerciseQueue } from './exercise-queue.ts';
import { exerciseSplitter } from './exercise-splitter.ts';
import { createFaults } from './faults.ts';
import { toProxyFault, type IamCall, toIamCall } from './iam-call.ts';

/** The calls and log lines of a run. */
export interface Recording {
  readonly calls: readonly IamCall[];
  /** The log lines of the functions and of the API. */
  readonly lines: readonly LogLine[];
}

export type LogLine = Readonly<Record<string, unknown>>;

/** Runs the built functions through everything that they can do. */
export async function exerciseCatalog(): Promise<Recording> {
  const calls: IamCall[] = [];
  const lines: LogLine[] = [];
  const keep = (line: string): void => {
    if (line.startsWith('{')) {
      lines.push(JSON.parse(line) as LogLine);
    }
  };
  await using started = new AsyncDisposableStack();

  const emulators = await startEmulators();
  started.defer(() => emulators.close());
  const onCall = (call: AwsCall): void => void calls.push(toIamCall(call));
  const fault = toProxyFault(createFaults(calls));
  const startProxy = async (endpoint: string): Promise<string> => {
    return started.use(await startAwsProxy(endpoint, { onCall, fault })).url;
  };
  const { sqs, s3, dynamodb } = emulators.endpoints;
  const cloud = await startLocalCloud({
    assemblyDir: ASSEMBLY,
    ports: { aws: 0, dynamodb: 0, lambda: 0, cloudwatch: 0 },
    endpoints: { sqs: await startProxy(sqs), s3: await startProxy(s3), dynamodb: await startProxy(dynamodb) },
    lambdaEndpointOf: startProxy,
    onLog: (_, line) => keep(line),
    onError: () => {},
  });
  started.defer(() => cloud.close());
  // Without an issuer, the API accepts everyone: this run isn't about access.
  const {
    AUTH_ISSUER: _issuer,
    AUTH_AUDIENCE: _audience,
    ...environment
  } = cloud.functionEnvironment('CatalogApi');
  const api = await startApiProcess({
    environment: {
      ...environment,
      AWS_ENDPOINT_URL_LAMBDA: await startProxy(cloud.endpoints.lambda),
      AWS_ENDPOINT_URL_CLOUDWATCH: await startProxy(cloud.endpoints.cloudwatch),
    },
    port: 0,
    onLog: keep,
  });
  started.defer(() => api.stop());

  await exerciseApi(api.url);
  await exerciseImports(api.url);
  const lambda = new LambdaClient({ ...emulators.clientConfig('sqs'), endpoint: cloud.endpoints.lambda });
  const clients = {
    sqs: new SQSClient(emulators.clientConfig('sqs')),
    dynamodb: new DynamoDBClient(emulators.clientConfig('dynamodb')),
    s3: new S3Client(emulators.clientConfig('s3')),
    lambda,
  };
  await exerciseLimits(lambda);
  const { REPORT_BUCKET_NAME: bucket = '' } = environment;
  await exerciseSplitter(api.url, clients, { bucket, lines });
  await exerciseQueue(clients.sqs, lambda, { calls, lines });
  // Last: the first change of visibility fails, and the worker's is to be that.
  await exerciseDeadLetters(api.url);
  return { calls, lines };
}
