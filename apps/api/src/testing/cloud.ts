import { startTestCloud } from '@async-catalog/local-cloud/testing';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/** Every line of the worker that has the field. */
const WORKER_METRIC = {
  logGroup: 'worker',
  pattern: '{ ($.message = "worked") }',
  namespace: 'AsyncCatalog/ProductSaverWorker',
  dimensions: {},
};

/** Starts the tables, the bucket and the queues of the service on loopback, with clients of them. */
export async function startCloud() {
  const cloud = await startTestCloud({
    tables: [
      'ProductTable',
      'SubmissionTable',
      'ImportTable',
      { name: 'ListTable', keys: ['list', 'entry'] },
      { name: 'LimitTable', keys: ['window'] },
    ],
    buckets: ['report-bucket'],
    queues: [
      'product-queue',
      'product-bulk-queue',
      'import-queue',
      'product-dead-letter-queue',
      'import-dead-letter-queue',
    ],
    metricFilters: [
      { ...WORKER_METRIC, metricName: 'ProductSaved', value: { field: 'saved' } },
      { ...WORKER_METRIC, metricName: 'ItemFailed', value: 1, dimensions: { code: 'code' } },
    ],
  });
  const documents = DynamoDBDocumentClient.from(new DynamoDBClient(cloud.clientConfig('dynamodb')));
  const s3 = new S3Client(cloud.clientConfig('s3'));
  const sqs = new SQSClient(cloud.clientConfig('sqs'));
  return {
    environment: {
      ...cloud.environment,
      PROCESSOR_FUNCTION_NAME: 'CreateProductProcessor',
      PRODUCT_TABLE_NAME: 'ProductTable',
      SUBMISSION_TABLE_NAME: 'SubmissionTable',
      REPORT_BUCKET_NAME: 'report-bucket',
      PRODUCT_QUEUE_URL: cloud.queueUrl('product-queue'),
      PRODUCT_BULK_QUEUE_URL: cloud.queueUrl('product-bulk-queue'),
      IMPORT_TABLE_NAME: 'ImportTable',
      LIST_TABLE_NAME: 'ListTable',
      LIMIT_TABLE_NAME: 'LimitTable',
      REQUESTS_PER_SECOND: '1000000',
      PRODUCTS_PER_DAY: '1000000000',
      IMPORT_QUEUE_URL: cloud.queueUrl('import-queue'),
      PRODUCT_DEAD_LETTER_QUEUE_URL: cloud.queueUrl('product-dead-letter-queue'),
      IMPORT_DEAD_LETTER_QUEUE_URL: cloud.queueUrl('import-dead-letter-queue'),
      WORKER_METRIC_NAMESPACE: WORKER_METRIC.namespace,
    },
    /** Logs that the worker saved some products, or that one failed by a code. */
    logWork: (fields: { readonly saved: number } | { readonly code: string }): void =>
      cloud.writeLog(WORKER_METRIC.logGroup, JSON.stringify({ message: 'worked', ...fields })),
    queueUrl: cloud.queueUrl,
    cloudWatchEndpoint: cloud.clientConfig('cloudwatch').endpoint,
    documents,
    s3,
    sqs,
    async close() {
      documents.destroy();
      s3.destroy();
      sqs.destroy();
      await cloud.close();
    },
  };
}
