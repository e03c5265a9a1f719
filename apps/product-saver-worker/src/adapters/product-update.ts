import { PRODUCT_FIELDS, ProductItem } from '@async-catalog/product-schema';
import type { UpdateCommandInput } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import type { Item } from '../core/item.ts';

/** The fields that a save replaces; the table itself keeps the others. */
const REPLACED = [...PRODUCT_FIELDS, 'submissionId', 'revision', 'updatedAt'] as const;

/** Every name is an alias: `name` and hundreds of others are reserved. The same ones for every product, so they are made once. */
const ExpressionAttributeNames = Object.fromEntries(
  [...REPLACED, 'createdAt', 'version'].map((field) => [`#${field}`, field]),
);
const FIELDS = REPLACED.map((field) => ({
  field,
  name: `#${field}`,
  alias: `:${field}`,
  assignment: `#${field} = :${field}`,
}));

/**
 * One write that saves a product if there is none, or an older one. It replaces the whole product: fields that the item doesn't have are
 * removed.
 *
 * The times are those of acceptance, not of the write: so they don't depend on when, how often or by which clock an item is delivered,
 * and `updatedAt` never goes back from one version to the next, because the condition orders by it.
 */
export function productUpdate(item: Item, TableName: string): UpdateCommandInput {
  const { productId, product, submissionId, revision, acceptedAt } = item;
  const fields: Partial<Record<(typeof REPLACED)[number], unknown>> = {
    ...product,
    // The rest of a product is kept as it is, and was checked when its message was read.
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
    // Where the service gives it, it spares the read that tells a repeated save from a superseded one.
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  };
}
