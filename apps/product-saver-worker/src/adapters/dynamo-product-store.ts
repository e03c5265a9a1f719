import { ConditionalCheckFailedException, DynamoDBServiceException } from '@aws-sdk/client-dynamodb';
import { GetCommand, PutCommand, UpdateCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { MissingProductError, PermanentError, RefusedError } from '../core/errors.ts';
import type { ProductStore, Save } from '../core/ports.ts';
import type { Item } from '../core/read/read-message.ts';
import { applyOperation } from '../core/save/apply-operation.ts';
import { type ProductState, readState, type Row, toRow } from '../core/save/product-state.ts';
import { toSave } from '../core/save/to-save.ts';
import { buildProductUpdate } from './product-update.ts';

const TOO_LARGE = { code: 'PRODUCT_TOO_LARGE', detail: 'is larger than the catalog can keep' } as const;

/** Attempts to write what was computed from a row that others change meanwhile. */
const MAX_ATTEMPTS = 5;

/** Seconds for which a row notes that a product is missing. */
const MISSING_SECONDS = 24 * 60 * 60;

/**
 * Time for which a missing product is waited for: longer than the queue's longest delay, so that a put that failed
 * beside the patch has come by then.
 */
const WAIT_FOR_PRODUCT_MS = 16 * 60 * 1000;

export function createDynamoProductStore(
  documents: DynamoDBDocumentClient,
  TableName: string,
  now: () => Date,
): ProductStore {
  async function read(id: string, abortSignal: AbortSignal): Promise<Row | undefined> {
    const command = new GetCommand({ TableName, Key: { id }, ConsistentRead: true });
    return (await documents.send(command, { abortSignal })).Item;
  }

  /** Resolves to whether the condition held. */
  async function writeIf(
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
      throw isTooLarge(error) ? new PermanentError(TOO_LARGE, { cause: error }) : error;
    }
  }

  /** Writes a row that hasn't changed since it was read. */
  async function replace(
    { productId }: Item,
    row: Row | undefined,
    state: ProductState,
    signal: AbortSignal,
  ): Promise<boolean> {
    // What is written beside a version doesn't count it, but changes one of the others.
    const same = ['version', 'currencyRevision', 'deletedRevision'].filter(
      (name) => row?.[name] !== undefined,
    );
    const absent = ['version', 'currencyRevision', 'deletedRevision'].filter(
      (name) => row?.[name] === undefined,
    );
    const command = new PutCommand({
      TableName,
      Item: toRow(productId, state),
      ConditionExpression: [
        ...same.map((name) => `#${name} = :${name}`),
        ...absent.map((name) => `attribute_not_exists(#${name})`),
      ].join(' AND '),
      ExpressionAttributeNames: Object.fromEntries([...same, ...absent].map((name) => [`#${name}`, name])),
      ...(same.length > 0 && {
        ExpressionAttributeValues: Object.fromEntries(same.map((name) => [`:${name}`, row?.[name]])),
      }),
    });
    return 'old' in (await writeIf(command, signal));
  }

  /** Notes since when a product is missing. Resolves to `undefined` if there is one by now. */
  async function noteMissing(
    { productId, acceptedAt }: Item,
    abortSignal: AbortSignal,
  ): Promise<Date | undefined> {
    const time = now();
    const command = new UpdateCommand({
      TableName,
      Key: { id: productId },
      UpdateExpression: 'SET missingSince = :now, expiresAt = if_not_exists(expiresAt, :expiry)',
      // A note from before this item was accepted says nothing about what came before it.
      ConditionExpression:
        '(attribute_not_exists(revision) OR attribute_exists(deletedAt)) AND (attribute_not_exists(missingSince) OR missingSince < :accepted)',
      ExpressionAttributeValues: {
        ':now': time.toISOString(),
        ':accepted': acceptedAt,
        ':expiry': Math.ceil(time.getTime() / 1000) + MISSING_SECONDS,
      },
    });
    if ('old' in (await writeIf(command, abortSignal))) {
      return time;
    }
    const row = await read(productId, abortSignal);
    const since = readState(row).exists ? undefined : row?.['missingSince'];
    return since === undefined ? undefined : new Date(since as string);
  }

  async function saveAfterRead(item: Item, first: Row | undefined, signal: AbortSignal): Promise<Save> {
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
            return { kind: 'superseded' };
          }
          break;
        case 'missing': {
          const since = await noteMissing(item, signal);
          if (since !== undefined) {
            throw missing(since, state);
          }
          break;
        }
        case 'conflict':
          throw new RefusedError({ code: 'VERSION_CONFLICT', detail: describeVersion(state) });
        case 'tooManyDecimals':
          throw new RefusedError({
            code: 'TOO_MANY_DECIMALS',
            detail: `has a price with more decimals than the product's currency; send the currency with the price`,
          });
      }
      row = await read(item.productId, signal);
    }
    throw new ContentionError('others changed the product at every attempt');
  }

  function missing(since: Date, { deletedAt }: ProductState): Error {
    return now().getTime() - since.getTime() < WAIT_FOR_PRODUCT_MS
      ? new MissingProductError('there is no product to patch yet')
      : new RefusedError({
          code: 'PRODUCT_NOT_FOUND',
          detail:
            deletedAt === undefined ? 'names no product' : `names a product that was deleted at ${deletedAt}`,
        });
  }

  return {
    async save(item, signal): Promise<Save> {
      const update = buildProductUpdate(item);
      if (update === undefined) {
        return saveAfterRead(item, undefined, signal);
      }
      const result = await writeIf(
        new UpdateCommand({ TableName, Key: { id: item.productId }, ...update }),
        signal,
      );
      if ('refused' in result) {
        return saveAfterRead(item, result.refused, signal);
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

/** Others changed a product between each read and write; another delivery tries again. */
class ContentionError extends Error {
  override readonly name = 'ContentionError';
}

function describeVersion({ exists, version, deletedAt }: ProductState): string {
  if (exists) {
    return `is for another version than the ${version} that stands; read the product again`;
  }
  return deletedAt === undefined
    ? 'is for a product that does not exist'
    : `is for a product that was deleted at ${deletedAt}`;
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
