import { type ImportId, ImportRecord } from '@async-catalog/product-schema';
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import {
  type DynamoDBDocumentClient,
  GetCommand,
  UpdateCommand,
  type UpdateCommandInput,
} from '@aws-sdk/lib-dynamodb';
import type { ChunkResults, ImportStore } from '../core/ports.ts';

type Update = Pick<
  UpdateCommandInput,
  'UpdateExpression' | 'ConditionExpression' | 'ExpressionAttributeNames' | 'ExpressionAttributeValues'
>;

export function createDynamoImportStore(
  documents: DynamoDBDocumentClient,
  tableName: string,
  now: () => Date,
): ImportStore {
  /** Returns the record after the update; `undefined` when its condition doesn't hold. */
  async function update(id: ImportId, input: Update): Promise<ImportRecord | undefined> {
    try {
      const { Attributes } = await documents.send(
        new UpdateCommand({ TableName: tableName, Key: { id }, ReturnValues: 'ALL_NEW', ...input }),
      );
      return ImportRecord.parse(Attributes);
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) {
        return undefined;
      }
      throw error;
    }
  }

  async function get(id: ImportId): Promise<ImportRecord | undefined> {
    const { Item } = await documents.send(
      new GetCommand({ TableName: tableName, Key: { id }, ConsistentRead: true }),
    );
    return Item && ImportRecord.parse(Item);
  }

  return {
    get,

    begin: (id) =>
      update(id, {
        UpdateExpression: 'SET begunAt = if_not_exists(begunAt, :now), chunks = if_not_exists(chunks, :none)',
        ConditionExpression: 'attribute_exists(id)',
        ExpressionAttributeValues: { ':now': now().toISOString(), ':none': {} },
      }),

    advance(id, { checkpoint, items, skippedRows, results, receives, isEnd }) {
      const chunks = setChunks(results);
      const sets = [
        'checkpoint = :checkpoint',
        '#items = :items',
        'skippedRows = :skippedRows',
        'progressReceives = :receives',
        'progressAt = :now',
        ...(isEnd ? ['chunkTotal = :chunkTotal'] : []),
        ...chunks.sets,
      ];
      return update(id, {
        UpdateExpression: `SET ${sets.join(', ')}`,
        // A repeat, or another delivery that is as far, writes the same.
        ConditionExpression:
          'attribute_exists(id) AND (attribute_not_exists(checkpoint) OR checkpoint.#chunk <= :chunk)',
        ExpressionAttributeNames: { '#items': 'items', '#chunk': 'chunk', ...chunks.names },
        ExpressionAttributeValues: {
          ':checkpoint': checkpoint,
          ':chunk': checkpoint.chunk,
          ':items': items,
          ':skippedRows': skippedRows,
          ':receives': receives,
          ':now': now().toISOString(),
          ...(isEnd && { ':chunkTotal': checkpoint.chunk }),
          ...chunks.values,
        },
      });
    },

    async end(id, { chunkTotal, failure }) {
      const sets = [
        'chunkTotal = :chunkTotal',
        ...(failure === undefined ? [] : ['failure = if_not_exists(failure, :failure)']),
      ];
      const ended = await update(id, {
        UpdateExpression: `SET ${sets.join(', ')}`,
        ConditionExpression:
          'attribute_exists(id) AND (attribute_not_exists(chunkTotal) OR chunkTotal < :chunkTotal)',
        ExpressionAttributeValues: {
          ':chunkTotal': chunkTotal,
          ...(failure !== undefined && { ':failure': failure }),
        },
      });
      const record = ended ?? (await get(id));
      if (record === undefined) {
        throw new Error(`Import ${id} has gone`);
      }
      return record;
    },

    async settleChunk(id, number, result) {
      await update(id, {
        UpdateExpression: 'SET chunks.#chunk = :result',
        ConditionExpression:
          'attribute_exists(id) AND (attribute_not_exists(chunks.#chunk) OR chunks.#chunk.settlements < :settlements)',
        ExpressionAttributeNames: { '#chunk': String(number) },
        ExpressionAttributeValues: { ':result': result, ':settlements': result.settlements },
      });
    },

    async markReported({ id, reportedSettlements: before }, reportedSettlements, completedAt) {
      const marked = await update(id, {
        UpdateExpression:
          'SET reportedSettlements = :settlements, completedAt = if_not_exists(completedAt, :completedAt)',
        ConditionExpression:
          before === undefined
            ? 'attribute_exists(id) AND attribute_not_exists(reportedSettlements)'
            : 'reportedSettlements = :before',
        ExpressionAttributeValues: {
          ':settlements': reportedSettlements,
          ':completedAt': completedAt,
          ...(before !== undefined && { ':before': before }),
        },
      });
      return marked !== undefined;
    },
  };
}

/** Builds the parts of an update that set the results of chunks. */
function setChunks(results: ChunkResults) {
  const entries = Object.entries(results);
  return {
    sets: entries.map(([number]) => `chunks.#c${number} = :c${number}`),
    names: Object.fromEntries(entries.map(([number]) => [`#c${number}`, number])),
    values: Object.fromEntries(entries.map(([number, result]) => [`:c${number}`, result])),
  };
}
