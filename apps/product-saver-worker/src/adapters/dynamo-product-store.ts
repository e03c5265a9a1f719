import {
  applyOperation,
  type Item,
  type ProductState,
  readState,
  type Row,
  toRow,
} from '@async-catalog/product-operations';
import { ConditionalCheckFailedException, DynamoDBServiceException } from '@aws-sdk/client-dynamodb';
import { GetCommand, PutCommand, UpdateCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { ContentionError, PermanentError, RefusedError } from '../core/errors.ts';
import type { ProductStore, Save } from '../core/ports.ts';
import { toSave, toSuperseded } from '../core/save/to-save.ts';
import { createMissingProducts } from './missing-products.ts';
import { buildProductUpdate } from './product-update.ts';

const TOO_LARGE = { code: 'PRODUCT_TOO_LARGE', detail: 'is larger than the catalog can keep' } as const;

/** Attempts to write what was computed from a row that others change meanwhile. */
const MAX_ATTEMPTS = 5;

export function createDynamoProductStore(
  documents: DynamoDBDocumentClient,
  TableName: string,
  now: () => Date,
): ProductStore {
  const missingProducts = createMissingProducts(documents, TableName, now);

  async function read(id: string, abortSignal: AbortSignal): Promise<Row | undefined> {
    const command = new GetCommand({ TableName, Key: { id }, ConsistentRead: true });
    return (await documents.send(command, { abortSignal })).Item;
  }

  /** Resolves to whether the condition held. */
  async function writeIf(
    item: Item,
    command: PutCommand | UpdateCommand,
    abortSignal: AbortSignal,
  ): Promise<{ readonly old: Row | undefined } | { readonly refused: Row | undefined }> {
    try {
      const { Attributes } = await documents.send(command as UpdateCommand, { abortSignal });
      return { old: Attributes };
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) {
        // The document client doesn't unmarshal the item of an exception.
        return { refused: error.Item && unmarshall(error.Item) };
      }
      throw isTooLarge(error) ? tooLarge(item, error) : error;
    }
  }

  /** Writes a row that hasn't changed since it was read. */
  async function replace(
    item: Item,
    row: Row | undefined,
    state: ProductState,
    signal: AbortSignal,
  ): Promise<boolean> {
    const version = row?.['version'] as number | undefined;
    const command = new PutCommand({
      TableName,
      Item: toRow(item.productId, state),
      ConditionExpression: version === undefined ? 'attribute_not_exists(#version)' : '#version = :version',
      ExpressionAttributeNames: { '#version': 'version' },
      ...(version !== undefined && { ExpressionAttributeValues: { ':version': version } }),
    });
    return 'old' in (await writeIf(item, command, signal));
  }

  async function saveAfterRead(
    item: Item,
    first: Row | undefined,
    signal: AbortSignal,
    firstReceivedAt: Date | undefined,
  ): Promise<Save> {
    let row = first ?? (await read(item.productId, signal));
    for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
      const state = readState(row);
      const effect = applyOperation(state, item);
      switch (effect.kind) {
        case 'repeated':
          return toSave(state, state, 'repeated');
        case 'applied':
          if (await replace(item, row, effect.state, signal)) {
            return toSave(state, effect.state);
          }
          break;
        case 'superseded':
          if (effect.state === undefined || (await replace(item, row, effect.state, signal))) {
            return toSuperseded(state, item, effect.by);
          }
          break;
        case 'missing':
          await missingProducts.refuse(item, state.deletedAt, signal, firstReceivedAt);
          break;
        case 'refused':
          throw new RefusedError(effect.failure);
      }
      row = await read(item.productId, signal);
    }
    throw new ContentionError('others changed the product at every attempt');
  }

  return {
    async findSave(item, signal) {
      const state = readState(await read(item.productId, signal));
      const effect = applyOperation(state, item);
      if (effect.kind === 'repeated') {
        return toSave(state, state, 'repeated');
      }
      return effect.kind === 'superseded' && effect.state === undefined
        ? toSuperseded(state, item, effect.by)
        : undefined;
    },

    async save(item, signal, firstReceivedAt): Promise<Save> {
      const update = buildProductUpdate(item);
      if (update === undefined) {
        return saveAfterRead(item, undefined, signal, firstReceivedAt);
      }
      const result = await writeIf(
        item,
        new UpdateCommand({ TableName, Key: { id: item.productId }, ...update }),
        signal,
      );
      if ('refused' in result) {
        return saveAfterRead(item, result.refused, signal, firstReceivedAt);
      }
      const before = readState(result.old);
      const effect = applyOperation(before, item);
      if (effect.kind !== 'applied') {
        throw new Error(`The table applied a ${item.op} that is ${effect.kind}`);
      }
      return toSave(before, effect.state);
    },
  };
}

/** A put is checked by the intake, so one that is too large is a fault of the service; what patches add up to isn't. */
function tooLarge({ op }: Item, cause: unknown): PermanentError {
  return op === 'put' ? new PermanentError(TOO_LARGE, { cause }) : new RefusedError(TOO_LARGE, { cause });
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
