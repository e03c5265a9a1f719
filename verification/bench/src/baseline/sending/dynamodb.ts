import { createDocumentClient } from '@async-catalog/aws-clients';
import { GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { type NativeAttributeValue, unmarshall } from '@aws-sdk/util-dynamodb';
import type { Sender } from '../replay.ts';

type Input = Record<string, unknown>;

/** Fields with DynamoDB's types on the wire, for which the document client takes plain values. */
const VALUES = new Set(['Item', 'Key', 'ExpressionAttributeValues']);

export function createDynamodbSender(): Sender {
  const documents = createDocumentClient();
  return {
    prepare: ({ input }) =>
      Object.fromEntries(
        Object.entries(input).map(([name, value]) => [
          name,
          VALUES.has(name) ? unmarshall(value as Record<string, NativeAttributeValue>) : value,
        ]),
      ),
    send(action, input) {
      switch (action) {
        case 'GetItem':
          return documents.send(new GetCommand(input as Input & { TableName: string; Key: Input }));
        case 'PutItem':
          return documents.send(new PutCommand(input as Input & { TableName: string; Item: Input }));
        case 'UpdateItem':
          return documents.send(new UpdateCommand(input as Input & { TableName: string; Key: Input }));
        default:
          throw new RangeError(`Nothing here calls ${action}.`);
      }
    },
  };
}
