import { AUDIENCE, startTokenIssuer } from '@async-catalog/api/testing/token-issuer';
import { startApiProcess } from '@async-catalog/local/api-process';
import { ASSEMBLY } from '@async-catalog/local/assembly';
import { startLocalCloud } from '@async-catalog/local-cloud';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { recordRequests } from '../recording/record-requests.ts';
import { startTroubledEmulators } from './troubled-emulators.ts';

/** The whole catalog, asking for tokens, over services of AWS that can make trouble. */
export async function openTroubledCatalog() {
  await using started = new AsyncDisposableStack();
  const issuer = await startTokenIssuer();
  started.defer(() => issuer.close());
  const emulators = await startTroubledEmulators();
  started.defer(() => emulators.close());
  const cloud = await startLocalCloud({
    assemblyDir: ASSEMBLY,
    ports: { aws: 0, dynamodb: 0, lambda: 0 },
    endpoints: emulators.endpoints,
    onLog: () => undefined,
    onError: () => undefined,
  });
  started.defer(() => cloud.close());
  const lambda = await recordRequests(cloud.endpoints.lambda, () => undefined, emulators.trouble);
  started.defer(() => lambda.close());
  const lines: string[] = [];
  const api = await startApiProcess({
    environment: {
      ...cloud.functionEnvironment('CatalogApi'),
      AWS_ENDPOINT_URL_LAMBDA: lambda.url,
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
    during: emulators.during,
    stop: () => running.disposeAsync(),
  };
}
