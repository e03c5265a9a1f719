import { createCatalogClient } from '@async-catalog/client';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import { GetQueueUrlCommand, SQSClient } from '@aws-sdk/client-sqs';
import { onTestFinished } from 'vitest';
import { loadConfig } from '../config.ts';
import { startCatalog } from '../running-catalog.ts';

const REGION = 'us-east-1';

/** Settings of an ordinary SDK client; nothing checks the signature. */
function client(endpoint: string) {
  return { endpoint, region: REGION, credentials: { accessKeyId: 'anyone', secretAccessKey: 'anything' } };
}

interface Options {
  readonly dataDir?: string;
  readonly watch?: { readonly inspect: boolean };
  /** Variables of `start`, besides the ports. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Starts the whole catalog on free ports, with a client and with SDK clients to inspect it. */
export async function openCatalog({ env, ...options }: Options = {}) {
  const lines: string[] = [];
  const catalog = await startCatalog({
    config: loadConfig({ ...env, API_PORT: '0', LOCAL_CLOUD_PORT: '0' }),
    ...options,
    onLog: (source, line) => lines.push(`${source} ${line}`),
  });
  const { sqs, s3, dynamodb, lambda } = catalog.endpoints;
  const sqsClient = new SQSClient(client(sqs));
  return {
    catalog,
    stop: () => catalog.stop(),
    lines,
    api: createCatalogClient({ baseUrl: catalog.apiUrl }),
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

/** Starts the catalog until the end of the test. */
export async function runCatalog(options: Options = {}) {
  const running = await openCatalog(options);
  onTestFinished(running.stop);
  return running;
}
