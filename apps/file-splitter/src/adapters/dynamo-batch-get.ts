import {
  BatchGetCommand,
  type BatchGetCommandOutput,
  type DynamoDBDocumentClient,
} from '@aws-sdk/lib-dynamodb';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html */
const MAX_KEYS = 100;

const MAX_ROUNDS = 5;

type Row = Record<string, unknown>;

/**
 * Reads rows by their ids, in their newest state; those that aren't there are left out.
 * @throws when the table doesn't give all of them, because it got too many requests.
 */
export async function batchGet(
  documents: DynamoDBDocumentClient,
  tableName: string,
  ids: readonly string[],
): Promise<Row[]> {
  const unique = [...new Set(ids)];
  const batches = Array.from({ length: Math.ceil(unique.length / MAX_KEYS) }, (_, n) =>
    unique.slice(n * MAX_KEYS, (n + 1) * MAX_KEYS),
  );
  const rows = await Promise.all(batches.map((batch) => getHundred(documents, tableName, batch)));
  return rows.flat();
}

async function getHundred(
  documents: DynamoDBDocumentClient,
  tableName: string,
  ids: readonly string[],
): Promise<Row[]> {
  const rows: Row[] = [];
  let request: BatchGetCommandOutput['UnprocessedKeys'] = {
    [tableName]: { Keys: ids.map((id) => ({ id })), ConsistentRead: true },
  };
  // An answer ends at 16 MB, so the rest is asked for again.
  for (let round = 0; round < MAX_ROUNDS && request?.[tableName] !== undefined; round += 1) {
    const output: BatchGetCommandOutput = await documents.send(
      new BatchGetCommand({ RequestItems: request }),
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
