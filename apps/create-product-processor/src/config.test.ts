import { describe, expect, it } from 'vitest';
import { loadConfig } from './config.ts';

const ENVIRONMENT = {
  PRODUCT_QUEUE_URL: 'https://sqs.eu-west-1.amazonaws.com/1/product-queue',
  PRODUCT_BULK_QUEUE_URL: 'https://sqs.eu-west-1.amazonaws.com/1/product-bulk-queue',
  SUBMISSION_TABLE_NAME: 'SubmissionTable',
  LIST_TABLE_NAME: 'ListTable',
  LIMIT_TABLE_NAME: 'LimitTable',
  REQUESTS_PER_SECOND: '100',
  PRODUCTS_PER_DAY: '1000',
  REPORT_BUCKET_NAME: 'reports',
};

describe('loadConfig', () => {
  it('reads the environment', () => {
    expect(loadConfig(ENVIRONMENT)).toEqual({
      productQueueUrl: ENVIRONMENT.PRODUCT_QUEUE_URL,
      productBulkQueueUrl: ENVIRONMENT.PRODUCT_BULK_QUEUE_URL,
      submissionTableName: 'SubmissionTable',
      listTableName: 'ListTable',
      limitTableName: 'LimitTable',
      quotas: { requests: 100, products: 1000 },
      limitsTimeoutMs: 250,
      reportBucketName: 'reports',
    });
  });

  it('names every variable that is missing or empty', () => {
    expect(() => loadConfig({ SUBMISSION_TABLE_NAME: 'SubmissionTable', PRODUCT_QUEUE_URL: '' })).toThrow(
      expect.objectContaining({
        name: 'ConfigError',
        message: expect.stringMatching(/PRODUCT_QUEUE_URL.*REPORT_BUCKET_NAME/) as string,
      }) as Error,
    );
  });
});
