import { batchGet } from '@async-catalog/aws-clients';
import type { ProductId } from '@async-catalog/product-schema';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { ProductReader } from '../core/ports.ts';

export function createDynamoProductReader(
  documents: DynamoDBDocumentClient,
  tableName: string,
): ProductReader {
  return {
    async find(ids) {
      const rows = await batchGet(documents, tableName, ids);
      return new Map(rows.map((row) => [row['id'] as ProductId, row]));
    },
  };
}
