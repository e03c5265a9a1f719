import { expect, it } from 'vitest';
import { createCloudWatchClient } from './cloudwatch.ts';
import { createDocumentClient, createLambdaClient, createS3Client, createSqsClient } from './index.ts';
import { stubAwsEnvironment } from './testing/fake-endpoint.ts';

const clients = [
  createDocumentClient,
  createLambdaClient,
  createS3Client,
  createSqsClient,
  createCloudWatchClient,
];

it.each([
  ['CreateProductProcessor/PT/NO-OP/2.36.0/PTEnv/AWS_Lambda_nodejs24.x', 'CreateProductProcessor'],
  ['CreateProductProcessor', 'CreateProductProcessor'],
])('calls AWS with the app id %s as %s', async (variable, name) => {
  stubAwsEnvironment({ AWS_SDK_UA_APP_ID: variable });

  const ids = clients.map((create) => create().config.userAgentAppId());

  expect(await Promise.all(ids)).toEqual(clients.map(() => name));
});
