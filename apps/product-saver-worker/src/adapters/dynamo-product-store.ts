import { PRODUCT_FIELDS, ProductItem } from '@async-catalog/product-schema';
import { ConditionalCheckFailedException, DynamoDBServiceException } from '@aws-sdk/client-dynamodb';
import {
  GetCommand,
  UpdateCommand,
  type DynamoDBDocumentClient,
  type UpdateCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { PermanentError } from '../core/errors.ts';
import type { ProductStore, Save } from '../core/ports.ts';
import type { Item } from '../core/read/read-message.ts';

/** Part of a stored product that identifies its save. */
const Stored = ProductItem.pick({ revision: true, version: true });

const TOO_LARGE = { code: 'PRODUCT_TOO_LARGE', detail: 'is larger than the catalog can keep' } as const;

/** The fields that a save replaces; the table itself keeps the others. */
const REPLACED = [...PRODUCT_FIELDS, 'submissionId', 'revision', 'updatedAt'] as const;

/** Aliases for all names, because `name` and hundreds of others are reserved; made once. */
const ExpressionAttributeNames = Object.fromEntries(
  [...REPLACED, 'createdAt', 'version'].map((field) => [`#${field}`, field]),
);
const FIELDS = REPLACED.map((field) => ({
  field,
  name: `#${field}`,
  alias: `:${field}`,
  assignment: `#${field} = :${field}`,
}));

export function createDynamoProductStore(documents: DynamoDBDocumentClient, tableName: string): ProductStore {
  async function readStored(
    item: Item,
    refusal: ConditionalCheckFailedException,
    abortSignal: AbortSignal,
  ): Promise<z.infer<typeof Stored>> {
    // The document client doesn't unmarshal the item of an exception.
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
      { abortSignal },
    );
    return Stored.parse(found.Item);
  }

  return {
    async save(item, abortSignal): Promise<Save> {
      try {
        const command = new UpdateCommand(buildUpdate(item, tableName));
        const { Attributes } = await documents.send(command, { abortSignal });
        const { version } = Stored.parse(Attributes);
        return { kind: version === 1 ? 'created' : 'updated', version };
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) {
          const { revision, version } = await readStored(item, error, abortSignal);
          return revision === item.revision ? { kind: 'repeated', version } : { kind: 'superseded' };
        }
        throw isTooLarge(error) ? new PermanentError(TOO_LARGE, { cause: error }) : error;
      }
    },
  };
}

/**
 * Builds the write that saves a whole product unless a newer one is stored. Its times are those of
 * acceptance, so they don't depend on deliveries, and `updatedAt` never goes back.
 */
function buildUpdate(item: Item, TableName: string): UpdateCommandInput {
  const { productId, product, submissionId, revision, acceptedAt } = item;
  const fields: Partial<Record<(typeof REPLACED)[number], unknown>> = {
    ...product,
    // The only field that is stored in another form.
    attributes: z.encode(ProductItem.shape.attributes, product.attributes),
    submissionId,
    revision,
    updatedAt: acceptedAt,
  };
  const ExpressionAttributeValues: Record<string, unknown> = { ':none': 0, ':one': 1 };
  const sets: string[] = [];
  const removes: string[] = [];
  for (const { field, name, alias, assignment } of FIELDS) {
    const value = fields[field];
    if (value === undefined) {
      removes.push(name);
    } else {
      sets.push(assignment);
      ExpressionAttributeValues[alias] = value;
    }
  }
  sets.push('#createdAt = if_not_exists(#createdAt, :updatedAt)');
  sets.push('#version = if_not_exists(#version, :none) + :one');
  return {
    TableName,
    Key: { id: productId },
    UpdateExpression: `SET ${sets.join(', ')}${removes.length > 0 ? ` REMOVE ${removes.join(', ')}` : ''}`,
    ConditionExpression: 'attribute_not_exists(id) OR #revision < :revision',
    ExpressionAttributeNames,
    ExpressionAttributeValues,
    ReturnValues: 'ALL_NEW',
    // Where the service returns it, no read is needed to distinguish a repeated save from a superseded one.
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  };
}

/**
 * Recognizes an item that is too large, by the message: nothing else differs from other validation errors.
 */
function isTooLarge(error: unknown): boolean {
  return (
    error instanceof DynamoDBServiceException &&
    error.name === 'ValidationException' &&
    /item size .*exceeded/i.test(error.message)
  );
}
