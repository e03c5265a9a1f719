import { ImportRecord } from '@async-catalog/product-schema';
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, UpdateCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { ImportStore } from '../core/ports.ts';

const Progress = ImportRecord.pick({ chunkTotal: true, chunks: true });

export function createDynamoImportStore(documents: DynamoDBDocumentClient, TableName: string): ImportStore {
  return {
    async isCancelled(id, abortSignal) {
      const command = new GetCommand({
        TableName,
        Key: { id },
        ConsistentRead: true,
        ProjectionExpression: 'cancelledAt',
      });
      const { Item } = await documents.send(command, { abortSignal });
      return Item?.['cancelledAt'] !== undefined;
    },

    async settleChunk({ importId, chunk, result }, abortSignal) {
      const command = new UpdateCommand({
        TableName,
        Key: { id: importId },
        UpdateExpression: 'SET #chunks.#chunk = :result',
        // As many settlements are the same result. After a lost answer, the SDK's repeat must get the progress, too.
        ConditionExpression:
          'attribute_exists(id) AND (attribute_not_exists(#chunks.#chunk) OR #chunks.#chunk.#settlements <= :settlements)',
        ExpressionAttributeNames: {
          '#chunks': 'chunks',
          '#chunk': String(chunk),
          '#settlements': 'settlements',
        },
        ExpressionAttributeValues: { ':result': result, ':settlements': result.settlements },
        ReturnValues: 'ALL_NEW',
      });
      try {
        const { Attributes } = await documents.send(command, { abortSignal });
        return Progress.parse(Attributes);
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) {
          return undefined;
        }
        throw error;
      }
    },
  };
}
