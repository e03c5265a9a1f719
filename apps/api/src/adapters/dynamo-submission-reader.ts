import { batchGet } from '@async-catalog/aws-clients';
import { isExpired, SubmissionRecord } from '@async-catalog/product-schema';
import { GetCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { SubmissionReader } from '../core/ports.ts';
import { translateTransient } from './translate-transient.ts';

export function createDynamoSubmissionReader(
  documents: DynamoDBDocumentClient,
  tableName: string,
  now: () => Date,
): SubmissionReader {
  return {
    async get(id) {
      const { Item } = await translateTransient(() =>
        documents.send(new GetCommand({ TableName: tableName, Key: { id }, ConsistentRead: true })),
      );
      const record = Item && SubmissionRecord.parse(Item);
      return record === undefined || isExpired(record, now()) ? undefined : record;
    },
    async getMany(ids) {
      const rows = await translateTransient(() => batchGet(documents, tableName, ids));
      return rows.map((row) => SubmissionRecord.parse(row)).filter((record) => !isExpired(record, now()));
    },
  };
}
