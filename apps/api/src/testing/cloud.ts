import { startTestCloud } from '@async-catalog/local-cloud/testing';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/** Starts the tables and the bucket that the service reads, on loopback, with clients of them. */
export async function startCloud() {
  const cloud = await startTestCloud({
    tables: ['ProductTable', 'SubmissionTable'],
    buckets: ['report-bucket'],
  });
  const documents = DynamoDBDocumentClient.from(new DynamoDBClient(cloud.clientConfig('dynamodb')));
  const s3 = new S3Client(cloud.clientConfig('s3'));
  return {
    environment: {
      ...cloud.environment,
      PROCESSOR_FUNCTION_NAME: 'CreateProductProcessor',
      PRODUCT_TABLE_NAME: 'ProductTable',
      SUBMISSION_TABLE_NAME: 'SubmissionTable',
      REPORT_BUCKET_NAME: 'report-bucket',
    },
    documents,
    s3,
    async close() {
      documents.destroy();
      s3.destroy();
      await cloud.close();
    },
  };
}
