import { describe, expect, it } from 'vitest';
import { grantsOf, statementsOf, theOne } from '../testing/readable-template.ts';
import { synthesize } from '../testing/synthesize.ts';

const { data, worker } = synthesize('dev');

describe('ProductSaverWorker', () => {
  it('gets the variables of its Env, and no others', () => {
    expect(theOne(worker, 'AWS::Lambda::Function')['Environment']).toEqual({
      Variables: {
        PRODUCT_TABLE_NAME: '{/async-catalog/product-table/name}',
        SUBMISSION_TABLE_NAME: '{/async-catalog/submission-table/name}',
        REPORT_BUCKET_NAME: '{/async-catalog/report-bucket/name}',
        PRODUCT_QUEUE_URL: '{/async-catalog/product-queue/url}',
        DEAD_LETTER_QUEUE_URL: '{/async-catalog/product-dead-letter-queue/url}',
        MAX_RECEIVE_COUNT: '5',
        POWERTOOLS_SERVICE_NAME: 'ProductSaverWorker',
        POWERTOOLS_METRICS_NAMESPACE: 'AsyncCatalog',
        POWERTOOLS_LOG_LEVEL: 'INFO',
        AWS_SDK_UA_APP_ID: 'ProductSaverWorker',
      },
    });
  });

  it("knows the queue's maximum of receives", () => {
    const { RedrivePolicy } = theOne(data, 'AWS::SQS::Queue', { QueueName: 'product-queue' });
    expect(RedrivePolicy).toMatchObject({ maxReceiveCount: 5 });
    expect(theOne(worker, 'AWS::Lambda::Function')).toMatchObject({
      Environment: { Variables: { MAX_RECEIVE_COUNT: '5' } },
    });
  });

  it('may receive, save, settle, report and dead-letter, and nothing else', () => {
    const table = 'arn:${AWS::Partition}:dynamodb:${AWS::Region}:${AWS::AccountId}:table/';
    const tables = [
      `${table}{/async-catalog/product-table/name}`,
      `${table}{/async-catalog/submission-table/name}`,
    ];
    const bucket = 'arn:${AWS::Partition}:s3:::{/async-catalog/report-bucket/name}';
    expect(grantsOf(worker)).toEqual({
      'sqs:ReceiveMessage': ['{/async-catalog/product-queue/arn}'],
      'sqs:DeleteMessage': ['{/async-catalog/product-queue/arn}'],
      'sqs:ChangeMessageVisibility': ['{/async-catalog/product-queue/arn}'],
      'sqs:GetQueueAttributes': ['{/async-catalog/product-queue/arn}'],
      'sqs:SendMessage': [
        '{/async-catalog/product-queue/arn}',
        '{/async-catalog/product-dead-letter-queue/arn}',
      ],
      'dynamodb:GetItem': tables,
      'dynamodb:UpdateItem': tables,
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

describe('the event source mapping', () => {
  const mapping = theOne(worker, 'AWS::Lambda::EventSourceMapping');

  it('reads from product-queue for the worker', () => {
    expect(mapping).toMatchObject({
      EventSourceArn: '{/async-catalog/product-queue/arn}',
      FunctionName: '${ProductSaverWorker}',
    });
  });

  it('returns only failed messages to the queue', () => {
    expect(mapping['FunctionResponseTypes']).toEqual(['ReportBatchItemFailures']);
  });

  it('gathers up to a hundred messages for a second, and runs ten batches at once at most', () => {
    expect(mapping).toMatchObject({
      BatchSize: 100,
      MaximumBatchingWindowInSeconds: 1,
      ScalingConfig: { MaximumConcurrency: 10 },
    });
  });
});
