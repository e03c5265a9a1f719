import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { SubmissionRecord } from '@async-catalog/product-schema';
import type { SubmissionStore } from '../core/ports.ts';
import { translateErrors } from './translate-errors.ts';

export function createDynamoSubmissionStore(
  documents: DynamoDBDocumentClient,
  tableName: string,
): SubmissionStore {
  const read = async (id: string, abortSignal: AbortSignal): Promise<SubmissionRecord> => {
    const { Item } = await documents.send(
      new GetCommand({ TableName: tableName, Key: { id }, ConsistentRead: true }),
      { abortSignal },
    );
    return SubmissionRecord.parse(Item);
  };

  return {
    async create(record, abortSignal) {
      const command = new PutCommand({
        TableName: tableName,
        Item: record,
        ConditionExpression: 'attribute_not_exists(id)',
      });
      return await translateErrors('submission table', abortSignal, async () => {
        try {
          await documents.send(command, { abortSignal });
          return record;
        } catch (error) {
          if (error instanceof ConditionalCheckFailedException) {
            // Also where an attempt whose answer was lost had already written it.
            return await read(record.id, abortSignal);
          }
          throw error;
        }
      });
    },
  };
}
