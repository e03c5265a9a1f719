import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import { GetQueueUrlCommand, SQSClient } from '@aws-sdk/client-sqs';
import { onTestFinished } from 'vitest';
import { createCatalogClient } from '../catalog-client.ts';
import { loadConfig } from '../config.ts';
import { startCatalog } from '../running-catalog.ts';

const REGION = 'us-east-1';

/** What an ordinary SDK client needs to be told; nothing checks the signature. */
function client(endpoint: string) {
  return { endpoint, region: REGION, credentials: { accessKeyId: 'anyone', secretAccessKey: 'anything' } };
}

/** The whole catalog on free ports, with ordinary SDK clients that look inside. It ends with the test. */
export async function runCatalog(options: { dataDir?: string } = {}) {
  const lines: string[] = [];
  const catalog = await startCatalog({
    config: loadConfig({ API_PORT: '0', LOCAL_CLOUD_PORT: '0' }),
    ...options,
    onLog: (source, line) => lines.push(`${source} ${line}`),
  });
  onTestFinished(() => catalog.stop());
  const { sqs, s3, dynamodb, lambda } = catalog.endpoints;
  const sqsClient = new SQSClient(client(sqs));
  return {
    catalog,
    lines,
    api: createCatalogClient(catalog.apiUrl, new AbortController().signal),
    fetch: (path: string, init?: RequestInit) => fetch(new URL(path, catalog.apiUrl), init),
    sqs: sqsClient,
    s3: new S3Client({ ...client(s3), forcePathStyle: true }),
    dynamodb: new DynamoDBClient(client(dynamodb)),
    lambda: new LambdaClient(client(lambda)),
    queueUrl: async (name: string): Promise<string> => {
      const { QueueUrl } = await sqsClient.send(new GetQueueUrlCommand({ QueueName: name }));
      return QueueUrl ?? '';
    },
  };
}
