import { ProductItem } from '@async-catalog/product-schema';
import type { UpdateCommandInput } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import type { Item } from '../core/item.ts';

/** The fields that a save replaces; the table itself keeps the others. */
const Replaced = ProductItem.omit({ id: true, createdAt: true, version: true });

/**
 * One write that saves a product if there is none, or an older one. It replaces the whole product: fields that the item doesn't have are
 * removed.
 *
 * The times are those of acceptance, not of the write: so they don't depend on when, how often or by which clock an item is delivered,
 * and `updatedAt` grows from version to version, because the condition orders by it.
 */
export function productUpdate(item: Item, tableName: string): UpdateCommandInput {
  const { productId, product, submissionId, revision, acceptedAt } = item;
  const fields = z.encode(Replaced, { ...product, submissionId, revision, updatedAt: acceptedAt });
  const entries = Object.keys(Replaced.shape).map(
    (name) => [name, fields[name as keyof typeof fields]] as const,
  );
  const present = entries.filter(([, value]) => value !== undefined);
  const absent = entries.filter(([, value]) => value === undefined);
  const sets = [
    ...present.map(([name]) => `#${name} = :${name}`),
    '#createdAt = if_not_exists(#createdAt, :updatedAt)',
    '#version = if_not_exists(#version, :zero) + :one',
  ];
  const removes = absent.map(([name]) => `#${name}`);
  const names = [...entries.map(([name]) => name), 'createdAt', 'version'];
  return {
    TableName: tableName,
    Key: { id: productId },
    UpdateExpression: `SET ${sets.join(', ')}${removes.length > 0 ? ` REMOVE ${removes.join(', ')}` : ''}`,
    ConditionExpression: 'attribute_not_exists(id) OR #revision < :revision',
    ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
    ExpressionAttributeValues: {
      ...Object.fromEntries(present.map(([name, value]) => [`:${name}`, value])),
      ':zero': 0,
      ':one': 1,
    },
    ReturnValues: 'ALL_NEW',
    // Where the service gives it, it spares the read that tells a repeated save from a superseded one.
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  };
}
