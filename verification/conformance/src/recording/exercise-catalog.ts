import { startApiProcess } from '@async-catalog/local/api-process';
import { ASSEMBLY } from '@async-catalog/local/assembly';
import { startEmulators, startLocalCloud } from '@async-catalog/local-cloud';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SQSClient } from '@aws-sdk/client-sqs';
import { exerciseApi } from './exercise-api.ts';
import { exerciseQueue } from './exercise-queue.ts';
import { createFaults } from './faults.ts';
import type { Call } from './recorded-call.ts';
import { recordRequests } from './record-requests.ts';

/** What a run showed. */
export interface Recording {
  readonly calls: readonly Call[];
  /** The functions' log lines, each a JSON object. */
  readonly lines: readonly LogLine[];
}

export type LogLine = Readonly<Record<string, unknown>>;

/** Runs the built functions over everything that they can do. */
export async function exerciseCatalog(): Promise<Recording> {
  const calls: Call[] = [];
  const lines: LogLine[] = [];
  const record = (call: Call): void => void calls.push(call);
  await using started = new AsyncDisposableStack();

  const emulators = await startEmulators();
  started.defer(() => emulators.close());
  const front = async (endpoint: string): Promise<string> => {
    const recorder = await recordRequests(endpoint, record, createFaults(calls));
    started.defer(() => recorder.close());
    return recorder.url;
  };
  const { sqs, s3, dynamodb } = emulators.endpoints;
  const cloud = await startLocalCloud({
    assemblyDir: ASSEMBLY,
    ports: { aws: 0, dynamodb: 0, lambda: 0 },
    endpoints: { sqs: await front(sqs), s3: await front(s3), dynamodb: await front(dynamodb) },
    onLog(_, line) {
      if (line.startsWith('{')) {
        lines.push(JSON.parse(line) as LogLine);
      }
    },
    onError: () => {},
  });
  started.defer(() => cloud.close());
  // Without an issuer, the API takes everyone: access is not what this run is about.
  const {
    AUTH_ISSUER: _issuer,
    AUTH_AUDIENCE: _audience,
    ...environment
  } = cloud.functionEnvironment('CatalogApi');
  const api = await startApiProcess({
    environment: { ...environment, AWS_ENDPOINT_URL_LAMBDA: await front(cloud.endpoints.lambda) },
    port: 0,
    onLog: () => {},
  });
  started.defer(() => api.stop());

  await exerciseApi(api.url);
  const lambda = new LambdaClient({ ...emulators.clientConfig('sqs'), endpoint: cloud.endpoints.lambda });
  await exerciseQueue(new SQSClient(emulators.clientConfig('sqs')), lambda, { calls, lines });
  return { calls, lines };
}
