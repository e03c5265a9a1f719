import { ProductItem } from '@async-catalog/product-schema';
import type { UpdateCommandInput } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import type { Item } from '../core/item.ts';
import { createExpression } from './expression.ts';

/** The fields that a save replaces; the table itself keeps the others. */
const REPLACED = ProductItem.omit({ id: true, createdAt: true, version: true }).keyof().options;

/**
 * One write that saves a product if there is none, or an older one. It replaces the whole product: fields that the item doesn't have are
 * removed.
 *
 * The times are those of acceptance, not of the write: so they don't depend on when, how often or by which clock an item is delivered,
 * and `updatedAt` never goes back from one version to the next, because the condition orders by it.
 */
export function productUpdate(item: Item, tableName: string): UpdateCommandInput {
  const { productId, product, submissionId, revision, acceptedAt } = item;
  const { name, value, parameters } = createExpression();
  const fields: Partial<Record<(typeof REPLACED)[number], unknown>> = {
    ...product,
    // The rest of a product is kept as it is, and was checked when its message was read.
    attributes: z.encode(ProductItem.shape.attributes, product.attributes),
    submissionId,
    revision,
    updatedAt: acceptedAt,
  };
  const present = REPLACED.filter((field) => fields[field] !== undefined);
  const absent = REPLACED.filter((field) => fields[field] === undefined);
  const sets = [
    ...present.map((field) => `${name(field)} = ${value(fields[field])}`),
    `${name('createdAt')} = if_not_exists(${name('createdAt')}, ${value(acceptedAt)})`,
    `${name('version')} = if_not_exists(${name('version')}, ${value(0)}) + ${value(1)}`,
  ];
  const removes = absent.length > 0 ? ` REMOVE ${absent.map(name).join(', ')}` : '';
  return {
    TableName: tableName,
    Key: { id: productId },
    UpdateExpression: `SET ${sets.join(', ')}${removes}`,
    ConditionExpression: `attribute_not_exists(id) OR ${name('revision')} < ${value(revision)}`,
    ...parameters,
    ReturnValues: 'ALL_NEW',
    // Where the service gives it, it spares the read that tells a repeated save from a superseded one.
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  };
}
