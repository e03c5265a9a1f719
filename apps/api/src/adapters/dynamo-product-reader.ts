import { batchGet } from '@async-catalog/aws-clients';
import type { Product } from '@async-catalog/product-schema';
import { GetCommand, ScanCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { DeletedProduct, ProductReader } from '../core/ports.ts';
import type { Log } from '../deps.ts';
import { readProductItem } from './read-product-item.ts';
import { translateTransient } from './translate-transient.ts';

export function createDynamoProductReader(
  documents: DynamoDBDocumentClient,
  tableName: string,
  log: Pick<Log, 'error'>,
): ProductReader {
  return {
    async get(id) {
      const { Item } = await translateTransient(() =>
        documents.send(new GetCommand({ TableName: tableName, Key: { id }, ConsistentRead: true })),
      );
      return Item === undefined ? undefined : readItem(Item, log);
    },

    async getMany(ids) {
      const rows = await translateTransient(() => batchGet(documents, tableName, ids));
      return rows
        .map((row) => readItem(row, log))
        .filter((product): product is Product => product !== undefined && !('deletedAt' in product));
    },
    // A page can be shorter than asked for: DynamoDB reads 1 MB at most before it answers, and counts what it filters.
    // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Scan.html#Scan.Pagination
    async page(limit, afterId) {
      const { Items = [], LastEvaluatedKey } = await translateTransient(() =>
        documents.send(
          new ScanCommand({
            TableName: tableName,
            Limit: limit,
            ConsistentRead: true,
            FilterExpression: 'attribute_exists(revision) AND attribute_not_exists(deletedAt)',
            ExclusiveStartKey: afterId === undefined ? undefined : { id: afterId },
          }),
        ),
      );
      return {
        products: Items.map((item) => readProductItem(item, log)),
        lastId: LastEvaluatedKey?.['id'] as string | undefined,
      };
    },
  };
}

/** Reads a row. One without a revision only notes that its product is missing. */
function readItem(
  item: Record<string, unknown>,
  log: Pick<Log, 'error'>,
): Product | DeletedProduct | undefined {
  const { id, revision, deletedAt } = item;
  if (revision === undefined) {
    return undefined;
  }
  return deletedAt === undefined
    ? readProductItem(item, log)
    : { id: id as string, deletedAt: deletedAt as string };
}
