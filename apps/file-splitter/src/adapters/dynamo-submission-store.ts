import { batchGet } from '@async-catalog/aws-clients';
import { SubmissionRecord } from '@async-catalog/product-schema';
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { SubmissionStore } from '../core/ports.ts';

export function createDynamoSubmissionStore(
  documents: DynamoDBDocumentClient,
  tableName: string,
): SubmissionStore {
  return {
    async find(ids) {
      const records = (await batchGet(documents, tableName, ids)).map((row) => SubmissionRecord.parse(row));
      return new Map(records.map((record) => [record.id, record]));
    },

    async settleFailed({ id, settlements }, indexes, settledAt) {
      const command = new UpdateCommand({
        TableName: tableName,
        Key: { id },
        // DynamoDB has no empty set.
        UpdateExpression: `SET settledAt = :at, completedAt = if_not_exists(completedAt, :at) ADD settlements :one${indexes.length > 0 ? ', #failed :failed' : ''}`,
        ConditionExpression: 'settlements = :seen AND attribute_not_exists(queuedAt)',
        ...(indexes.length > 0 && { ExpressionAttributeNames: { '#failed': 'failed' } }),
        ExpressionAttributeValues: {
          ':at': settledAt,
          ':one': 1,
          ':seen': settlements,
          ...(indexes.length > 0 && { ':failed': new Set(indexes) }),
        },
        ReturnValues: 'ALL_NEW',
      });
      try {
        const { Attributes } = await documents.send(command);
        return SubmissionRecord.parse(Attributes);
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) {
          return undefined;
        }
        throw error;
      }
    },
  };
}
