/** The plain design's worker: saves each product, and writes a report for each. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { SQSEvent } from 'aws-lambda';

const documents = DynamoDBDocumentClient.from(new DynamoDBClient());
const s3 = new S3Client({ forcePathStyle: true });

/* oxlint-disable node/no-process-env -- a peer, written as its users would */
const { PRODUCT_TABLE_NAME, REPORT_BUCKET_NAME } = process.env;

export const handler = async (event: SQSEvent) => {
  await Promise.all(
    event.Records.map(async ({ body }) => {
      const product = JSON.parse(body) as { id: string };
      await documents.send(new PutCommand({ TableName: PRODUCT_TABLE_NAME, Item: product }));
      await s3.send(
        new PutObjectCommand({ Bucket: REPORT_BUCKET_NAME, Key: product.id, Body: `DONE ${body}` }),
      );
    }),
  );
};
