import { provision, startEmulators } from '@async-catalog/local-cloud';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

const table = (name: string) => ({
  name,
  keySchema: [{ AttributeName: 'id', KeyType: 'HASH' as const }],
  attributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' as const }],
});

/** What the service reads from when deployed, on loopback, and clients of it. */
export async function startCloud() {
  const emulators = await startEmulators();
  await provision(emulators, {
    tables: [table('ProductTable'), table('SubmissionTable')],
    buckets: [{ name: 'report-bucket' }],
  });
  const documents = DynamoDBDocumentClient.from(new DynamoDBClient(emulators.clientConfig('dynamodb')));
  const s3 = new S3Client(emulators.clientConfig('s3'));
  return {
    /** For a service of its own process. */
    environment: {
      ...emulators.environment,
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
      await emulators.close();
    },
  };
}
