import { batchGet } from '@async-catalog/aws-clients';
import { SubmissionRecord } from '@async-catalog/product-schema';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { SubmissionReader } from '../core/ports.ts';

export function createDynamoSubmissionReader(
  documents: DynamoDBDocumentClient,
  tableName: string,
): SubmissionReader {
  return {
    async find(ids) {
      const records = (await batchGet(documents, tableName, ids)).map((row) => SubmissionRecord.parse(row));
      return new Map(records.map((record) => [record.id, record]));
    },
  };
}
