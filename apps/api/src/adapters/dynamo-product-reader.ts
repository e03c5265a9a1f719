import { ProductItem, type Product } from '@async-catalog/product-schema';
import { GetCommand, ScanCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import type { ProductReader } from '../core/ports.ts';
import { translateTransient } from './translate-transient.ts';

export function createDynamoProductReader(
  documents: DynamoDBDocumentClient,
  tableName: string,
): ProductReader {
  return {
    async get(id) {
      const { Item } = await translateTransient(() =>
        documents.send(new GetCommand({ TableName: tableName, Key: { id }, ConsistentRead: true })),
      );
      return Item === undefined ? undefined : toProduct(Item);
    },

    // A page can be shorter than asked for: DynamoDB reads 1 MB at most before it answers.
    // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Scan.html#Scan.Pagination
    async page(limit, afterId) {
      const { Items = [], LastEvaluatedKey } = await translateTransient(() =>
        documents.send(
          new ScanCommand({
            TableName: tableName,
            Limit: limit,
            ConsistentRead: true,
            ExclusiveStartKey: afterId === undefined ? undefined : { id: afterId },
          }),
        ),
      );
      return { products: Items.map(toProduct), lastId: LastEvaluatedKey?.['id'] as string | undefined };
    },
  };
}

function toProduct(item: Record<string, unknown>): Product {
  const { revision: _, ...product } = z.decode(ProductItem, item as z.input<typeof ProductItem>);
  return product;
}
