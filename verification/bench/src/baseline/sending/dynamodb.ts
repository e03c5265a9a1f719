import { createDocumentClient } from '@async-catalog/aws-clients';
import {
  BatchGetCommand,
  type BatchGetCommandInput,
  GetCommand,
  type GetCommandInput,
  PutCommand,
  type PutCommandInput,
  QueryCommand,
  type QueryCommandInput,
  ScanCommand,
  type ScanCommandInput,
  UpdateCommand,
  type UpdateCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { type NativeAttributeValue, unmarshall } from '@aws-sdk/util-dynamodb';
import type { Sender } from '../replay.ts';

type Input = Readonly<Record<string, unknown>>;
type Attributes = Record<string, NativeAttributeValue>;

/** Fields with DynamoDB's types on the wire, for which the document client takes plain values. */
const VALUES = new Set(['Item', 'Key', 'ExclusiveStartKey', 'ExpressionAttributeValues']);

export function createDynamodbSender(): Sender {
  const documents = createDocumentClient();
  return {
    prepare: plain,
    calls: {
      BatchGetItem: (input: BatchGetCommandInput) => documents.send(new BatchGetCommand(input)),
      GetItem: (input: GetCommandInput) => documents.send(new GetCommand(input)),
      PutItem: (input: PutCommandInput) => documents.send(new PutCommand(input)),
      Query: (input: QueryCommandInput) => documents.send(new QueryCommand(input)),
      Scan: (input: ScanCommandInput) => documents.send(new ScanCommand(input)),
      UpdateItem: (input: UpdateCommandInput) => documents.send(new UpdateCommand(input)),
    },
  };
}

/** Takes DynamoDB's types out of a request. */
function plain(input: Input): Input {
  return Object.fromEntries(Object.entries(input).map(([name, value]) => [name, plainField(name, value)]));
}

function plainField(name: string, value: unknown): unknown {
  if (VALUES.has(name)) {
    return unmarshall(value as Attributes);
  }
  switch (name) {
    case 'Keys':
      return (value as Attributes[]).map((key) => unmarshall(key));
    case 'RequestItems':
      return Object.fromEntries(
        Object.entries(value as Record<string, Input>).map(([table, asked]) => [table, plain(asked)]),
      );
    default:
      return value;
  }
}
