import { ProductItem } from '@async-catalog/product-schema';
import { ConditionalCheckFailedException, DynamoDBServiceException } from '@aws-sdk/client-dynamodb';
import { GetCommand, UpdateCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { z } from 'zod';
import { PermanentError } from '../core/failure.ts';
import type { Item } from '../core/item.ts';
import type { ProductStore, Save } from '../core/product-store.ts';
import { productUpdate } from './product-update.ts';

/** What tells whose save stands. */
const Standing = ProductItem.pick({ revision: true, version: true });
type Standing = z.infer<typeof Standing>;

export function createDynamoProductStore(documents: DynamoDBDocumentClient, tableName: string): ProductStore {
  async function standing(item: Item, refusal: ConditionalCheckFailedException): Promise<Standing> {
    // The document client leaves the item of an exception as it came over the wire.
    const { revision, version } = refusal.Item ?? {};
    if (revision?.S !== undefined && version?.N !== undefined) {
      return { revision: revision.S, version: Number(version.N) };
    }
    const found = await documents.send(
      new GetCommand({
        TableName: tableName,
        Key: { id: item.productId },
        ConsistentRead: true,
        ProjectionExpression: 'revision, version',
      }),
    );
    return Standing.parse(found.Item);
  }

  return {
    async save(item): Promise<Save> {
      try {
        const { Attributes } = await documents.send(new UpdateCommand(productUpdate(item, tableName)));
        const { version } = Standing.parse(Attributes);
        return { kind: version === 1 ? 'created' : 'updated', version };
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) {
          const { revision, version } = await standing(item, error);
          return revision === item.revision ? { kind: 'repeated', version } : { kind: 'superseded' };
        }
        throw isTooLarge(error) ? tooLarge(error) : error;
      }
    },
  };
}

/** Told apart from other validation errors by its text alone; one that isn't known is tried again, which is safe. */
function isTooLarge(error: unknown): boolean {
  return (
    error instanceof DynamoDBServiceException &&
    error.name === 'ValidationException' &&
    /item size .*exceeded/i.test(error.message)
  );
}

function tooLarge(cause: unknown): PermanentError {
  const detail = 'is larger than the catalog can keep';
  return new PermanentError({ code: 'PRODUCT_TOO_LARGE', detail }, { cause });
}
