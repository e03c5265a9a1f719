import { expect, it } from 'vitest';
import { grantsOf, theOne } from '../testing/readable-template.ts';
import { synthesize } from '../testing/synthesize.ts';

const { processor, api } = synthesize('dev');
const lambda = theOne(processor, 'AWS::Lambda::Function');

it('gives the function the variables of its Env, and no others', () => {
  expect(lambda['Environment']).toEqual({
    Variables: {
      PRODUCT_QUEUE_URL: '{/async-catalog/product-queue/url}',
      PRODUCT_BULK_QUEUE_URL: '{/async-catalog/product-bulk-queue/url}',
      SUBMISSION_TABLE_NAME: '{/async-catalog/submission-table/name}',
      LIST_TABLE_NAME: '{/async-catalog/list-table/name}',
      LIMIT_TABLE_NAME: '{/async-catalog/limit-table/name}',
      REQUESTS_PER_SECOND: '2000',
      PRODUCTS_PER_DAY: '100000000',
      LIMITS_TIMEOUT_MS: '5000',
      REPORT_BUCKET_NAME: '{/async-catalog/report-bucket/name}',
      POWERTOOLS_SERVICE_NAME: 'CreateProductProcessor',
      POWERTOOLS_LOG_LEVEL: 'INFO',
      AWS_SDK_UA_APP_ID: 'CreateProductProcessor',
    },
  });
});

it('lets the function count, record and list submissions, send products and keep rejected and unsent items, and nothing else', () => {
  const submissionTable =
    'arn:${AWS::Partition}:dynamodb:${AWS::Region}:${AWS::AccountId}:table/{/async-catalog/submission-table/name}';
  const limitTable = submissionTable.replace('submission-table', 'limit-table');
  expect(grantsOf(processor)).toEqual({
    'dynamodb:GetItem': [submissionTable, limitTable],
    'dynamodb:PutItem': [submissionTable, submissionTable.replace('submission-table', 'list-table')],
    'dynamodb:UpdateItem': [submissionTable, limitTable],
    'sqs:SendMessage': ['{/async-catalog/product-bulk-queue/arn}', '{/async-catalog/product-queue/arn}'],
    's3:PutObject': [
      'arn:${AWS::Partition}:s3:::{/async-catalog/report-bucket/name}/submissions/*',
      'arn:${AWS::Partition}:s3:::{/async-catalog/report-bucket/name}/reports/*/parts/*',
    ],
    'logs:CreateLogStream': ['${CreateProductProcessorLogs.Arn}'],
    'logs:PutLogEvents': ['${CreateProductProcessorLogs.Arn}'],
    'xray:PutTelemetryRecords': ['*'],
    'xray:PutTraceSegments': ['*'],
  });
});

it('times the function out before the API that waits for it', () => {
  expect(lambda['Timeout']).toBeLessThan(Number(theOne(api, 'AWS::Lambda::Function')['Timeout']));
});
