import { type AwsCall, startAwsProxy, startTestCloud } from '@async-catalog/local-cloud/testing';
import { ImportMessage, ImportRecord, importSourceKey } from '@async-catalog/product-schema';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { PurgeQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { loadConfig } from '../config.ts';
import { createApi } from '../create-api.ts';
import { createDeps } from '../create-deps.ts';

/** Failure of one call: before the service does its work, or after, so that only the answer is lost. */
export type Failure = 'refuse' | 'lose';

/** Starts the service on a cloud in which single calls can fail, with clients that try once. */
export async function startFaultyImports() {
  const cloud = await startTestCloud({
    tables: [
      'ImportTable',
      { name: 'ListTable', keys: ['list', 'entry'] },
      { name: 'LimitTable', keys: ['window'] },
    ],
    buckets: ['report-bucket'],
    queues: ['import-queue'],
  });
  const calls: string[] = [];
  let failing: { readonly at: number; readonly failure: Failure } | undefined;
  const fault = (call: AwsCall) => {
    // A part's URL is the client's own call.
    if (call.headers.authorization === undefined) {
      return undefined;
    }
    calls.push(call.operation ?? `${call.method} ${call.url.replace(/^[^?]*\??/, '').split('=')[0]}`);
    if (calls.length - 1 !== failing?.at) {
      return undefined;
    }
    return failing.failure === 'lose'
      ? ('lose' as const)
      : { status: 503, type: 'ServiceUnavailable', message: 'out' };
  };
  const proxies = {
    dynamodb: await startAwsProxy(cloud.clientConfig('dynamodb').endpoint, { fault }),
    s3: await startAwsProxy(cloud.clientConfig('s3').endpoint, { fault }),
    sqs: await startAwsProxy(cloud.clientConfig('sqs').endpoint, { fault }),
  };
  const clientConfig = (service: keyof typeof proxies) => ({
    ...cloud.clientConfig(service),
    endpoint: proxies[service].url,
    maxAttempts: 1,
  });
  const documents = DynamoDBDocumentClient.from(new DynamoDBClient(clientConfig('dynamodb')), {
    marshallOptions: { removeUndefinedValues: true },
  });
  const limits = DynamoDBDocumentClient.from(new DynamoDBClient(cloud.clientConfig('dynamodb')));
  const s3 = new S3Client(clientConfig('s3'));
  const sqs = new SQSClient(clientConfig('sqs'));
  const lambda = new LambdaClient({});
  const config = loadConfig({
    PROCESSOR_FUNCTION_NAME: 'CreateProductProcessor',
    PRODUCT_TABLE_NAME: 'ProductTable',
    SUBMISSION_TABLE_NAME: 'SubmissionTable',
    IMPORT_TABLE_NAME: 'ImportTable',
    LIST_TABLE_NAME: 'ListTable',
    LIMIT_TABLE_NAME: 'LimitTable',
    REQUESTS_PER_SECOND: '1000000',
    PRODUCTS_PER_DAY: '1000000000',
    REPORT_BUCKET_NAME: 'report-bucket',
    PRODUCT_QUEUE_URL: cloud.queueUrl('product-queue'),
    PRODUCT_BULK_QUEUE_URL: cloud.queueUrl('product-bulk-queue'),
    IMPORT_QUEUE_URL: cloud.queueUrl('import-queue'),
    PRODUCT_DEAD_LETTER_QUEUE_URL: cloud.queueUrl('product-dead-letter-queue'),
    IMPORT_DEAD_LETTER_QUEUE_URL: cloud.queueUrl('import-dead-letter-queue'),
    WORKER_METRIC_NAMESPACE: 'AsyncCatalog/ProductSaverWorker',
    AUTH_ISSUER: 'https://issuer.example',
    AUTH_AUDIENCE: 'test',
  });
  const log = { info: () => undefined, error: () => undefined };
  const deps = createDeps({ ...config, access: undefined }, log, {
    lambda,
    documents,
    limits,
    s3: () => Promise.resolve(s3),
    sqs: () => Promise.resolve(sqs),
  });
  return {
    app: createApi(deps),
    calls,
    /** Lets one of the calls from now on fail, by its number from 0. */
    failAt(at: number, failure: Failure): void {
      calls.length = 0;
      failing = { at, failure };
    },
    /** Reads what is stored of an import, with every call working again. */
    async inspect(id: string) {
      failing = undefined;
      const { Item } = await documents.send(new GetCommand({ TableName: 'ImportTable', Key: { id } }));
      const source = await s3
        .send(new GetObjectCommand({ Bucket: 'report-bucket', Key: importSourceKey(id) }))
        .then(({ Body }) => Body?.transformToString());
      const QueueUrl = cloud.queueUrl('import-queue');
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }),
      );
      await sqs.send(new PurgeQueueCommand({ QueueUrl }));
      const messages = Messages.map(({ Body = '' }) => ImportMessage.parse(JSON.parse(Body)));
      return { record: ImportRecord.parse(Item), source, messages };
    },
    async close() {
      documents.destroy();
      s3.destroy();
      sqs.destroy();
      lambda.destroy();
      await Promise.all(Object.values(proxies).map((proxy) => proxy.close()));
      await cloud.close();
    },
  };
}
