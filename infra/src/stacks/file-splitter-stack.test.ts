import { expect, it } from 'vitest';
import { grantsOf, statementsOf, theOne } from '../testing/readable-template.ts';
import { synthesize } from '../testing/synthesize.ts';

const { splitter, processor } = synthesize('dev');
const lambda = theOne(splitter, 'AWS::Lambda::Function');

it('gives the function the variables of its Env, and no others', () => {
  expect(lambda['Environment']).toEqual({
    Variables: {
      IMPORT_TABLE_NAME: '{/async-catalog/import-table/name}',
      IMPORT_QUEUE_URL: '{/async-catalog/import-queue/url}',
      SUBMISSION_TABLE_NAME: '{/async-catalog/submission-table/name}',
      PRODUCT_TABLE_NAME: '{/async-catalog/product-table/name}',
      REPORT_BUCKET_NAME: '{/async-catalog/report-bucket/name}',
      PROCESSOR_FUNCTION_NAME: '{/async-catalog/create-product-processor/name}',
      POWERTOOLS_SERVICE_NAME: 'FileSplitter',
      POWERTOOLS_LOG_LEVEL: 'INFO',
      AWS_SDK_UA_APP_ID: 'FileSplitter',
    },
  });
});

it('gives the function a whole CPU, for two minutes', () => {
  expect(lambda).toMatchObject({ MemorySize: 1769, Timeout: 120 });
});

it('gives the function time for a chunk after its own part of the two minutes', () => {
  expect(90 + Number(theOne(processor, 'AWS::Lambda::Function')['Timeout'])).toBeLessThan(
    Number(lambda['Timeout']),
  );
});

it('invokes the function with a message at a time, four at once, and keeps the one that it returns', () => {
  expect(theOne(splitter, 'AWS::Lambda::EventSourceMapping')).toEqual({
    BatchSize: 1,
    EventSourceArn: '{/async-catalog/import-queue/arn}',
    FunctionName: '${FileSplitter}',
    FunctionResponseTypes: ['ReportBatchItemFailures'],
    ScalingConfig: { MaximumConcurrency: 4 },
  });
});

it('lets the function read files and reports, submit and settle chunks and write reports of imports, and nothing else', () => {
  const local = '${AWS::Region}:${AWS::AccountId}';
  const table = `arn:\${AWS::Partition}:dynamodb:${local}:table/`;
  const [products, submissions, imports] = ['product', 'submission', 'import'].map(
    (name) => `${table}{/async-catalog/${name}-table/name}`,
  );
  const bucket = 'arn:${AWS::Partition}:s3:::{/async-catalog/report-bucket/name}';
  const reports = [`${bucket}/imports/*/*.*`];
  const queue = ['{/async-catalog/import-queue/arn}'];
  expect(grantsOf(splitter)).toEqual({
    'sqs:ReceiveMessage': queue,
    'sqs:DeleteMessage': queue,
    'sqs:ChangeMessageVisibility': queue,
    'sqs:GetQueueAttributes': queue,
    'sqs:SendMessage': queue,
    'dynamodb:GetItem': [imports],
    'dynamodb:UpdateItem': [imports, submissions],
    'dynamodb:BatchGetItem': [products, submissions],
    's3:GetObject': [`${bucket}/imports/*`, `${bucket}/reports/*`, `${bucket}/submissions/*`],
    's3:ListBucket': [bucket],
    's3:PutObject': reports,
    's3:AbortMultipartUpload': reports,
    'lambda:InvokeFunction': [
      `arn:\${AWS::Partition}:lambda:${local}:function:{/async-catalog/create-product-processor/name}`,
    ],
    'logs:CreateLogStream': ['${FileSplitterLogs.Arn}'],
    'logs:PutLogEvents': ['${FileSplitterLogs.Arn}'],
    'xray:PutTelemetryRecords': ['*'],
    'xray:PutTraceSegments': ['*'],
  });
});

it('lets the function list the bucket, or S3 would not say that it has no report yet', () => {
  const listing = statementsOf(splitter, 'AWS::IAM::Policy').filter(
    ({ Action }) => Action === 's3:ListBucket',
  );

  expect(listing).toHaveLength(1);
  expect(listing[0]).not.toHaveProperty('Condition');
});
