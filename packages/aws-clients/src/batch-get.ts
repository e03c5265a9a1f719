import { setTimeout as pause } from 'node:timers/promises';
import {
  BatchGetCommand,
  type BatchGetCommandOutput,
  type DynamoDBDocumentClient,
} from '@aws-sdk/lib-dynamodb';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html */
const MAX_KEYS = 100;

const MAX_ROUNDS = 5;

/** Pauses between rounds are up to twice as long, four times and so on. */
const FIRST_PAUSE_MS = 10;

type Row = Record<string, unknown>;

export interface BatchGetOptions {
  /** Reads only these attributes. A read costs the same. */
  readonly attributes?: readonly string[];
  readonly signal?: AbortSignal;
}

/**
 * Reads rows by their ids, in their newest state, in no order; those that aren't there are left out.
 * @throws when the table doesn't give all of them, because it got too many requests.
 */
export async function batchGet(
  documents: DynamoDBDocumentClient,
  tableName: string,
  ids: readonly string[],
  options: BatchGetOptions = {},
): Promise<Row[]> {
  const unique = [...new Set(ids)];
  const batches = Array.from({ length: Math.ceil(unique.length / MAX_KEYS) }, (_, n) =>
    unique.slice(n * MAX_KEYS, (n + 1) * MAX_KEYS),
  );
  const rows = await Promise.all(batches.map((batch) => getHundred(documents, tableName, batch, options)));
  return rows.flat();
}

async function getHundred(
  documents: DynamoDBDocumentClient,
  tableName: string,
  ids: readonly string[],
  { attributes, signal }: BatchGetOptions,
): Promise<Row[]> {
  const rows: Row[] = [];
  let request: BatchGetCommandOutput['UnprocessedKeys'] = {
    [tableName]: {
      Keys: ids.map((id) => ({ id })),
      ConsistentRead: true,
      ...(attributes && {
        ProjectionExpression: attributes.map((_, n) => `#a${n}`).join(', '),
        ExpressionAttributeNames: Object.fromEntries(attributes.map((name, n) => [`#a${n}`, name])),
      }),
    },
  };
  // An answer ends at 16 MB, so the rest is asked for again.
  for (let round = 0; round < MAX_ROUNDS && request?.[tableName] !== undefined; round += 1) {
    if (round > 0) {
      // What is left over may be too much for its partition just now.
      // https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html
      await pause(FIRST_PAUSE_MS * 2 ** round * Math.random(), undefined, { signal });
    }
    const output: BatchGetCommandOutput = await documents.send(
      new BatchGetCommand({ RequestItems: request }),
      { ...(signal && { abortSignal: signal }) },
    );
    rows.push(...(output.Responses?.[tableName] ?? []));
    request = output.UnprocessedKeys;
  }
  if (request?.[tableName] !== undefined) {
    throw Object.assign(new Error(`${tableName} left keys unprocessed`), {
      name: 'ProvisionedThroughputExceededException',
    });
  }
  return rows;
}
