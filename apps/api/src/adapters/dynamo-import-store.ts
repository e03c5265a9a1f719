import { batchGet } from '@async-catalog/aws-clients';
import { ImportRecord, isExpired } from '@async-catalog/product-schema';
import {
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  UpdateCommand,
  type UpdateCommandInput,
} from '@aws-sdk/lib-dynamodb';
import type { ImportStore } from '../core/ports.ts';
import { translateTransient } from './translate-transient.ts';
import { undefinedIfRefused } from './undefined-if-refused.ts';

const UPLOADING =
  'attribute_exists(id) AND attribute_not_exists(startedAt) AND attribute_not_exists(cancelledAt) AND attribute_not_exists(failure)';

export function createDynamoImportStore(
  documents: DynamoDBDocumentClient,
  TableName: string,
  now: () => Date,
): ImportStore {
  /** Reads the newest state, whether it is expired or not. */
  async function read(id: string): Promise<ImportRecord | undefined> {
    const { Item } = await translateTransient(() =>
      documents.send(new GetCommand({ TableName, Key: { id }, ConsistentRead: true })),
    );
    return Item && ImportRecord.parse(Item);
  }

  async function update(
    id: string,
    input: Omit<UpdateCommandInput, 'TableName' | 'Key' | 'ReturnValues'>,
  ): Promise<ImportRecord | undefined> {
    const command = new UpdateCommand({ TableName, Key: { id }, ReturnValues: 'ALL_NEW', ...input });
    const attributes = await translateTransient(() =>
      documents.send(command).then(({ Attributes }) => Attributes, undefinedIfRefused),
    );
    return attributes && ImportRecord.parse(attributes);
  }

  /** Sets fields, if a condition holds. */
  function set(
    id: string,
    fields: Readonly<Record<string, unknown>>,
    ConditionExpression: string,
    values: Readonly<Record<string, unknown>> = {},
  ): Promise<ImportRecord | undefined> {
    const present = Object.entries(fields).filter(([, value]) => value !== undefined);
    return update(id, {
      UpdateExpression: `SET ${present.map((_, index) => `#f${index} = :f${index}`).join(', ')}`,
      ConditionExpression,
      ExpressionAttributeNames: Object.fromEntries(present.map(([name], index) => [`#f${index}`, name])),
      ExpressionAttributeValues: {
        ...Object.fromEntries(present.map(([, value], index) => [`:f${index}`, value])),
        ...values,
      },
    });
  }

  return {
    async get(id) {
      const record = await read(id);
      return record === undefined || isExpired(record, now()) ? undefined : record;
    },

    async getMany(ids) {
      const rows = await translateTransient(() => batchGet(documents, TableName, ids));
      return rows.map((row) => ImportRecord.parse(row)).filter((record) => !isExpired(record, now()));
    },
    async create(record) {
      const command = new PutCommand({
        TableName,
        Item: record,
        ConditionExpression: 'attribute_not_exists(id) OR expiresAt <= :now',
        ExpressionAttributeValues: { ':now': Math.floor(Date.parse(record.createdAt) / 1000) },
      });
      const stored = await translateTransient(() =>
        documents.send(command).then(() => record, undefinedIfRefused),
      );
      // It can be our own, from an attempt whose answer was lost.
      return stored ?? ImportRecord.parse(await read(record.id));
    },

    addParts(id, etags) {
      const numbers = Object.keys(etags);
      return update(id, {
        UpdateExpression: `SET ${numbers.map((number) => `parts.#p${number} = :p${number}`).join(', ')}`,
        ConditionExpression: UPLOADING,
        ExpressionAttributeNames: Object.fromEntries(numbers.map((number) => [`#p${number}`, number])),
        ExpressionAttributeValues: Object.fromEntries(
          Object.entries(etags).map(([number, etag]) => [`:p${number}`, etag]),
        ),
      });
    },

    forgetParts: (id) => set(id, { parts: {} }, UPLOADING),
    start: (id, start) => set(id, start, UPLOADING),
    fail: (id, failure) => set(id, { failure }, UPLOADING),
    cancel: (id, cancelledAt) =>
      set(
        id,
        { cancelledAt },
        'attribute_exists(id) AND attribute_not_exists(cancelledAt) AND attribute_not_exists(completedAt)',
      ),
    setTime: (id, field, time, seen) =>
      set(
        id,
        { [field]: time },
        `attribute_exists(id) AND ${seen === undefined ? 'attribute_not_exists(#f0)' : '#f0 = :seen'}`,
        seen === undefined ? {} : { ':seen': seen },
      ),
  };
}
