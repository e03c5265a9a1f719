import { expect, it } from 'vitest';
import { loadConfig } from './config.ts';

const environment = {
  IMPORT_TABLE_NAME: 'ImportTable',
  IMPORT_QUEUE_URL: 'http://127.0.0.1:4566/000000000000/import-queue',
  SUBMISSION_TABLE_NAME: 'SubmissionTable',
  PRODUCT_TABLE_NAME: 'ProductTable',
  REPORT_BUCKET_NAME: 'report-bucket',
  PROCESSOR_FUNCTION_NAME: 'CreateProductProcessor',
};

it('reads the environment', () => {
  expect(loadConfig(environment)).toEqual({
    importTableName: 'ImportTable',
    importQueueUrl: 'http://127.0.0.1:4566/000000000000/import-queue',
    submissionTableName: 'SubmissionTable',
    productTableName: 'ProductTable',
    reportBucketName: 'report-bucket',
    processorFunctionName: 'CreateProductProcessor',
  });
});

it('names the variables that are missing or wrong', () => {
  expect(() => loadConfig({ ...environment, IMPORT_QUEUE_URL: 'queue', REPORT_BUCKET_NAME: '' })).toThrow(
    /IMPORT_QUEUE_URL[^]*REPORT_BUCKET_NAME|REPORT_BUCKET_NAME[^]*IMPORT_QUEUE_URL/,
  );
});
