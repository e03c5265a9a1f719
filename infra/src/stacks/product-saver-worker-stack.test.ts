import { describe, expect, it } from 'vitest';
import { grantsOf, statementsOf, theOne } from '../testing/readable-template.ts';
import { synthesize } from '../testing/synthesize.ts';

const { data, worker } = synthesize('dev');
const QUEUES = ['product-bulk-queue', 'product-queue'];
const mappingOf = (name: string) =>
  theOne(worker, 'AWS::Lambda::EventSourceMapping', { EventSourceArn: `{/async-catalog/${name}/arn}` });

describe('ProductSaverWorker', () => {
  it('gets the variables of its Env, and no others', () => {
    expect(theOne(worker, 'AWS::Lambda::Function')['Environment']).toEqual({
      Variables: {
        PRODUCT_TABLE_NAME: '{/async-catalog/product-table/name}',
        SUBMISSION_TABLE_NAME: '{/async-catalog/submission-table/name}',
        IMPORT_TABLE_NAME: '{/async-catalog/import-table/name}',
        REPORT_BUCKET_NAME: '{/async-catalog/report-bucket/name}',
        PRODUCT_QUEUE_URL: '{/async-catalog/product-queue/url}',
        PRODUCT_BULK_QUEUE_URL: '{/async-catalog/product-bulk-queue/url}',
        IMPORT_QUEUE_URL: '{/async-catalog/import-queue/url}',
        DEAD_LETTER_QUEUE_URL: '{/async-catalog/product-dead-letter-queue/url}',
        MAX_RECEIVE_COUNT: '100',
        POWERTOOLS_SERVICE_NAME: 'ProductSaverWorker',
        POWERTOOLS_LOG_LEVEL: 'INFO',
        AWS_SDK_UA_APP_ID: 'ProductSaverWorker',
      },
    });
  });

  it.each(QUEUES)("knows %s's maximum of receives", (QueueName) => {
    const { RedrivePolicy } = theOne(data, 'AWS::SQS::Queue', { QueueName });
    expect(RedrivePolicy).toMatchObject({ maxReceiveCount: 100 });
    expect(theOne(worker, 'AWS::Lambda::Function')).toMatchObject({
      Environment: { Variables: { MAX_RECEIVE_COUNT: '100' } },
    });
  });

  it('may receive, save, settle, report, dead-letter and finish imports, and nothing else', () => {
    const table = 'arn:${AWS::Partition}:dynamodb:${AWS::Region}:${AWS::AccountId}:table/';
    const [products, submissions, imports] = ['product', 'submission', 'import'].map(
      (name) => `${table}{/async-catalog/${name}-table/name}`,
    );
    const bucket = 'arn:${AWS::Partition}:s3:::{/async-catalog/report-bucket/name}';
    const queues = QUEUES.map((name) => `{/async-catalog/${name}/arn}`);
    expect(grantsOf(worker)).toEqual({
      'sqs:ReceiveMessage': queues,
      'sqs:DeleteMessage': queues,
      'sqs:ChangeMessageVisibility': queues,
      'sqs:GetQueueAttributes': queues,
      'sqs:SendMessage': [
        '{/async-catalog/product-dead-letter-queue/arn}',
        '{/async-catalog/import-queue/arn}',
      ],
      'dynamodb:BatchGetItem': [submissions],
      'dynamodb:GetItem': [products, imports],
      'dynamodb:PutItem': [products],
      'dynamodb:UpdateItem': [products, submissions, imports],
      's3:PutObject': [`${bucket}/????????-????-????-????-????????????`, `${bucket}/reports/*`],
      's3:GetObject': [`${bucket}/reports/*`, `${bucket}/submissions/*`],
      's3:ListBucket': [bucket],
      'logs:CreateLogStream': ['${ProductSaverWorkerLogs.Arn}'],
      'logs:PutLogEvents': ['${ProductSaverWorkerLogs.Arn}'],
      'xray:PutTelemetryRecords': ['*'],
      'xray:PutTraceSegments': ['*'],
    });
  });
});

describe('the list of report parts', () => {
  it('is the only list of the bucket that the worker may read', () => {
    const listing = statementsOf(worker, 'AWS::IAM::Policy').filter(
      ({ Action }) => Action === 's3:ListBucket',
    );

    expect(listing).toMatchObject([{ Condition: { StringLike: { 's3:prefix': 'reports/*' } } }]);
  });
});

describe.each(QUEUES)('the event source mapping of %s', (name) => {
  const mapping = mappingOf(name);

  it('invokes the worker', () => {
    expect(mapping).toMatchObject({ FunctionName: '${ProductSaverWorker}' });
  });

  it('returns only failed messages to the queue', () => {
    expect(mapping['FunctionResponseTypes']).toEqual(['ReportBatchItemFailures']);
  });
});

describe('batches', () => {
  it('of small submissions wait for nothing, and ten of up to ten messages run at once at most', () => {
    expect(mappingOf('product-queue')).toMatchObject({
      BatchSize: 10,
      MaximumBatchingWindowInSeconds: 0,
      ScalingConfig: { MaximumConcurrency: 10 },
    });
  });

  it('of large submissions gather up to a hundred messages for a second, and ten run at once at most', () => {
    expect(mappingOf('product-bulk-queue')).toMatchObject({
      BatchSize: 200,
      MaximumBatchingWindowInSeconds: 1,
      ScalingConfig: { MaximumConcurrency: 10 },
    });
  });
});
