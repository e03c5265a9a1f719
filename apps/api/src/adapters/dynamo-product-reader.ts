import { ProductItem, type Product } from '@async-catalog/product-schema';
import { GetCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import type { ProductReader } from '../core/ports.ts';
import { reaching } from './reaching.ts';

export function createDynamoProductReader(
  documents: DynamoDBDocumentClient,
  tableName: string,
): ProductReader {
  return {
    async get(id) {
      const { Item } = await reaching(() =>
        documents.send(new GetCommand({ TableName: tableName, Key: { id }, ConsistentRead: true })),
      );
      return Item === undefined ? undefined : toProduct(Item);
    },
  };
}

function toProduct(item: Record<string, unknown>): Product {
  const { revision: _, ...product } = z.decode(ProductItem, item as z.input<typeof ProductItem>);
  return product;
}
