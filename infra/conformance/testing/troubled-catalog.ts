import { fileURLToPath } from 'node:url';
import { AUDIENCE, startTokenIssuer } from '@async-catalog/api/testing/token-issuer';
import { startEmulators, startLocalCloud } from '@async-catalog/local-cloud';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { startApiProcess } from '../../local/api-process.ts';
import { type Fault, recordRequests } from '../../src/testing/recording/record-requests.ts';

const ASSEMBLY = fileURLToPath(new URL('../../cdk.out/dev', import.meta.url));

const noFault: Fault = () => undefined;

/** The whole catalog, asking for tokens, with something between it and each service of AWS that can make trouble. */
export async function openTroubledCatalog() {
  await using started = new AsyncDisposableStack();
  let fault: Fault = noFault;
  const front = async (endpoint: string): Promise<string> => {
    const between = await recordRequests(
      endpoint,
      () => undefined,
      (call, body) => fault(call, body),
    );
    started.defer(() => between.close());
    return between.url;
  };

  const issuer = await startTokenIssuer();
  started.defer(() => issuer.close());
  const emulators = await startEmulators();
  started.defer(() => emulators.close());
  const { sqs, s3, dynamodb } = emulators.endpoints;
  const cloud = await startLocalCloud({
    assemblyDir: ASSEMBLY,
    ports: { aws: 0, dynamodb: 0, lambda: 0 },
    endpoints: { sqs: await front(sqs), s3: await front(s3), dynamodb: await front(dynamodb) },
    onLog: () => undefined,
    onError: () => undefined,
  });
  started.defer(() => cloud.close());
  const lines: string[] = [];
  const api = await startApiProcess({
    environment: {
      ...cloud.functionEnvironment('CatalogApi'),
      AWS_ENDPOINT_URL_LAMBDA: await front(cloud.endpoints.lambda),
      AUTH_ISSUER: issuer.issuer,
      AUTH_AUDIENCE: AUDIENCE,
    },
    port: 0,
    onLog: (line) => lines.push(line),
  });
  started.defer(() => api.stop());

  const running = started.move();
  return {
    url: api.url,
    issuer,
    /** What the API logs. */
    lines,
    dynamodb: new DynamoDBClient(emulators.clientConfig('dynamodb')),
    /** Runs something while calls to AWS fail as told. */
    async during<Result>(trouble: Fault, run: () => Promise<Result>): Promise<Result> {
      fault = trouble;
      try {
        return await run();
      } finally {
        fault = noFault;
      }
    },
    stop: () => running.disposeAsync(),
  };
}
