import {
  CreateTableCommand,
  DescribeTableCommand,
  ResourceInUseException,
  ResourceNotFoundException,
  waitUntilTableExists,
  type CreateTableCommandInput,
  type DynamoDBClient,
  type KeySchemaElement,
  type TableDescription,
} from '@aws-sdk/client-dynamodb';
import { ResourceConflictError } from '../errors.ts';
import type { TableSpec } from '../model.ts';

/**
 * Limits of the wait for a new table. dynalite needs milliseconds, another DynamoDB at the endpoint longer.
 */
const WAIT_SECONDS = { minDelay: 0.02, maxDelay: 1, maxWaitTime: 30 };

export async function provisionTable(dynamodb: DynamoDBClient, table: TableSpec): Promise<void> {
  const wanted = {
    TableName: table.name,
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: [...table.keySchema],
    AttributeDefinitions: [...table.attributeDefinitions],
    ...(table.globalSecondaryIndexes && { GlobalSecondaryIndexes: [...table.globalSecondaryIndexes] }),
  } satisfies CreateTableCommandInput;
  const existing = await describeTable(dynamodb, table.name);
  if (existing === undefined) {
    await createTable(dynamodb, wanted);
  } else if (shapeOf(existing) !== shapeOf(wanted)) {
    throw new ResourceConflictError(
      'dynamodb',
      `Table ${table.name} exists with ${shapeOf(existing)}, but ${shapeOf(wanted)} is declared. Start with another data directory, or delete the table.`,
    );
  }
  await waitUntilTableExists({ client: dynamodb, ...WAIT_SECONDS }, { TableName: table.name });
}

/** Creates the table. An attempt that timed out may have created it already. */
async function createTable(dynamodb: DynamoDBClient, table: CreateTableCommandInput): Promise<void> {
  try {
    await dynamodb.send(new CreateTableCommand(table));
  } catch (error) {
    if (!(error instanceof ResourceInUseException)) {
      throw error;
    }
  }
}

async function describeTable(dynamodb: DynamoDBClient, TableName: string) {
  try {
    const { Table } = await dynamodb.send(new DescribeTableCommand({ TableName }));
    if (Table === undefined) {
      throw new SyntaxError('The answer has no table.');
    }
    return Table;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) {
      return undefined;
    }
    throw error;
  }
}

type TableShape = Pick<TableDescription, 'KeySchema' | 'AttributeDefinitions' | 'GlobalSecondaryIndexes'>;

/**
 * Describes the parts of a table that can't be changed in place. Sorts indexes, which DynamoDB lists in any
 * order.
 */
function shapeOf({ KeySchema, AttributeDefinitions = [], GlobalSecondaryIndexes = [] }: TableShape): string {
  const types = new Map(
    AttributeDefinitions.map(({ AttributeName, AttributeType }) => [AttributeName, AttributeType]),
  );
  const keyOf = (schema: KeySchemaElement[] = []) =>
    schema
      .map(({ AttributeName, KeyType }) => `${AttributeName} (${types.get(AttributeName)}, ${KeyType})`)
      .join(', ');
  const indexes = GlobalSecondaryIndexes.map(
    ({ IndexName, KeySchema: schema, Projection: { ProjectionType, NonKeyAttributes = [] } = {} }) =>
      `index ${IndexName} on ${keyOf(schema)} with ${[ProjectionType, ...NonKeyAttributes].join(' ')}`,
  );
  return [`key ${keyOf(KeySchema)}`, ...indexes.sort()].join('; ');
}
