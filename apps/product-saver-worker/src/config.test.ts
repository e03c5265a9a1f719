import { ConfigError } from '@async-catalog/env';
import { describe, expect, it } from 'vitest';
import { loadConfig } from './config.ts';

const ENVIRONMENT = {
  PRODUCT_TABLE_NAME: 'ProductTable',
  SUBMISSION_TABLE_NAME: 'SubmissionTable',
  IMPORT_TABLE_NAME: 'ImportTable',
  REPORT_BUCKET_NAME: 'report-bucket',
  PRODUCT_QUEUE_URL: 'https://sqs.eu-west-1.amazonaws.com/000000000000/product-queue',
  PRODUCT_BULK_QUEUE_URL: 'https://sqs.eu-west-1.amazonaws.com/000000000000/product-bulk-queue',
  DEAD_LETTER_QUEUE_URL: 'https://sqs.eu-west-1.amazonaws.com/000000000000/product-dead-letter-queue',
  IMPORT_QUEUE_URL: 'https://sqs.eu-west-1.amazonaws.com/000000000000/import-queue',
  MAX_RECEIVE_COUNT: '5',
};

const withLimit = (MAX_RECEIVE_COUNT: string) => () => loadConfig({ ...ENVIRONMENT, MAX_RECEIVE_COUNT });

describe('loadConfig', () => {
  it('reads the environment', () => {
    expect(loadConfig(ENVIRONMENT)).toEqual({
      productTableName: 'ProductTable',
      submissionTableName: 'SubmissionTable',
      importTableName: 'ImportTable',
      reportBucketName: 'report-bucket',
      productQueueUrl: ENVIRONMENT.PRODUCT_QUEUE_URL,
      productBulkQueueUrl: ENVIRONMENT.PRODUCT_BULK_QUEUE_URL,
      deadLetterQueueUrl: ENVIRONMENT.DEAD_LETTER_QUEUE_URL,
      importQueueUrl: ENVIRONMENT.IMPORT_QUEUE_URL,
      maxReceiveCount: 5,
    });
  });

  it('names everything that is missing or wrong', () => {
    const { REPORT_BUCKET_NAME: _, ...missing } = ENVIRONMENT;
    const wrong = { ...missing, PRODUCT_QUEUE_URL: 'product-queue', MAX_RECEIVE_COUNT: '0' };
    expect(() => loadConfig(wrong)).toThrow(ConfigError);
    for (const name of ['REPORT_BUCKET_NAME', 'PRODUCT_QUEUE_URL', 'MAX_RECEIVE_COUNT']) {
      expect(() => loadConfig(wrong)).toThrow(name);
    }
  });

  it.each(['1', '1000'])('takes %s deliveries for a limit, as SQS does', (limit) => {
    expect(withLimit(limit)).not.toThrow();
  });

  it.each(['0', '1001', '1.5', 'many'])('does not take %s deliveries for a limit', (limit) => {
    expect(withLimit(limit)).toThrow(ConfigError);
  });
});
