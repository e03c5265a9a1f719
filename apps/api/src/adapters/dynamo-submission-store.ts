import { batchGet } from '@async-catalog/aws-clients';
import { isExpired, SubmissionRecord } from '@async-catalog/product-schema';
import { type DynamoDBDocumentClient, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { SubmissionStore } from '../core/ports.ts';
import { translateTransient } from './translate-transient.ts';
import { undefinedIfRefused } from './undefined-if-refused.ts';

export function createDynamoSubmissionStore(
  documents: DynamoDBDocumentClient,
  tableName: string,
  now: () => Date,
): SubmissionStore {
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

    async cancel(id, cancelledAt) {
      const command = new UpdateCommand({
        TableName: tableName,
        Key: { id },
        UpdateExpression: 'SET cancelledAt = if_not_exists(cancelledAt, :cancelledAt)',
        ConditionExpression: 'attribute_exists(id)',
        ExpressionAttributeValues: { ':cancelledAt': cancelledAt },
        ReturnValues: 'ALL_NEW',
      });
      const attributes = await translateTransient(() =>
        documents.send(command).then(({ Attributes }) => Attributes, undefinedIfRefused),
      );
      return attributes && SubmissionRecord.parse(attributes);
    },
  };
}
