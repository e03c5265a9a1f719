import { DeleteMessageCommand } from '@aws-sdk/client-sqs';
import { expect, it } from 'vitest';
import { createSqsClient } from './index.ts';
import { sendJson, startFakeEndpoint, stubAwsEnvironment } from './testing/fake-endpoint.ts';

it("sends to its endpoint, whatever the host in the queue's URL", async () => {
  const endpoint = await startFakeEndpoint((response) => {
    sendJson(response, 200, {});
  });
  stubAwsEnvironment({ AWS_ENDPOINT_URL_SQS: endpoint.url });

  const QueueUrl = 'http://sqs.eu-west-1.nowhere.invalid/000000000000/product-queue';
  await createSqsClient().send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: 'r-1' }));

  expect(JSON.parse(endpoint.requests[0]?.body ?? '')).toEqual({ QueueUrl, ReceiptHandle: 'r-1' });
});
