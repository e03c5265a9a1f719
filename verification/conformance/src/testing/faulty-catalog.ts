import { startApiProcess } from '@async-catalog/local/api-process';
import { ASSEMBLY } from '@async-catalog/local/assembly';
import { startLocalCloud } from '@async-catalog/local-cloud';
import { startAwsProxy, startTokenIssuer } from '@async-catalog/local-cloud/testing';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import { startFaultyEmulators } from './faulty-emulators.ts';

/** Starts the whole catalog, with access tokens, over services of AWS that can fail. */
export async function openFaultyCatalog() {
  await using started = new AsyncDisposableStack();
  const issuer = started.use(await startTokenIssuer());
  const emulators = await startFaultyEmulators();
  started.defer(() => emulators.close());
  const cloud = await startLocalCloud({
    assemblyDir: ASSEMBLY,
    ports: { aws: 0, dynamodb: 0, lambda: 0, cloudwatch: 0 },
    endpoints: emulators.endpoints,
    onLog: () => undefined,
    onError: () => undefined,
  });
  started.defer(() => cloud.close());
  const lambda = started.use(await startAwsProxy(cloud.endpoints.lambda, { fault: emulators.fault }));
  const cloudWatch = started.use(await startAwsProxy(cloud.endpoints.cloudwatch, { fault: emulators.fault }));
  const lines: string[] = [];
  const api = await startApiProcess({
    environment: {
      ...cloud.functionEnvironment('CatalogApi'),
      AWS_ENDPOINT_URL_LAMBDA: lambda.url,
      AWS_ENDPOINT_URL_CLOUDWATCH: cloudWatch.url,
      AUTH_ISSUER: issuer.issuer,
      AUTH_AUDIENCE: issuer.audience,
    },
    port: 0,
    onLog: (line) => lines.push(line),
  });
  started.defer(() => api.stop());

  const running = started.move();
  return {
    url: api.url,
    issuer,
    /** CloudWatch Logs, with the functions' lines. */
    logsUrl: cloud.endpoints.cloudwatch,
    /** The API's log lines. */
    lines,
    dynamodb: new DynamoDBClient(emulators.clientConfig('dynamodb')),
    sqs: new SQSClient(emulators.clientConfig('sqs')),
    during: emulators.during,
    stop: () => running.disposeAsync(),
  };
}
