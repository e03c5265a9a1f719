import { type Item, readState } from '@async-catalog/product-operations';
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { MissingProductError, RefusedError } from '../core/errors.ts';

/**
 * Time for which a missing product is waited for: longer than the queue's longest delay, so that a put that failed
 * beside the patch has come by then.
 */
const WAIT_FOR_PRODUCT_MS = 16 * 60 * 1000;

/**
 * The same for a row of an imported file, because the report of the whole file waits with it. A put that failed three
 * times comes later.
 */
const ROW_WAITS_FOR_PRODUCT_MS = 2 * 60 * 1000;

/**
 * Age of a note that counts no more: every patch that it was for has ended, or comes again by a redrive, as its put
 * may. More than twice the time that one waits between two deliveries.
 */
const NOTE_ENDS_AFTER_MS = 60 * 60 * 1000;

/** Seconds for which a row notes that a product is missing. */
const MISSING_SECONDS = 24 * 60 * 60;

/** Waits for products that are patched before they are made: the row of each notes since when it is missing. */
export function createMissingProducts(documents: DynamoDBDocumentClient, TableName: string, now: () => Date) {
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
      ConditionExpression: [
        '(attribute_not_exists(revision) OR attribute_exists(deletedAt))',
        '(attribute_not_exists(missingSince) OR missingSince < :ended)',
      ].join(' AND '),
      ExpressionAttributeValues: {
        ':now': time.toISOString(),
        ':ended': new Date(time.getTime() - NOTE_ENDS_AFTER_MS).toISOString(),
        ':expiry': Math.ceil(time.getTime() / 1000) + MISSING_SECONDS,
      },
    });
    try {
      await documents.send(command, { abortSignal });
      return time;
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) {
        throw error;
      }
    }
    const read = new GetCommand({ TableName, Key: { id: productId }, ConsistentRead: true });
    const { Item: row } = await documents.send(read, { abortSignal });
    const since = readState(row).exists ? undefined : row?.['missingSince'];
    // It was missing all the time, so an item that was accepted later waits from then on.
    return since === undefined
      ? undefined
      : new Date(Math.max(Date.parse(since as string), Date.parse(acceptedAt)));
  }

  return {
    /**
     * Resolves if there is a product by now.
     * @throws {MissingProductError} when one may still come.
     * @throws {RefusedError} when none came for as long as one may.
     */
    async refuse(
      item: Item,
      deletedAt: string | undefined,
      signal: AbortSignal,
      firstReceivedAt = new Date(0),
    ): Promise<void> {
      const missingSince = await noteMissing(item, signal);
      if (missingSince === undefined) {
        return;
      }
      // Rows of a large file come to the queue long after their acceptance, together with the puts that may be late.
      const since = Math.max(missingSince.getTime(), firstReceivedAt.getTime());
      const waitMs = item.importId === undefined ? WAIT_FOR_PRODUCT_MS : ROW_WAITS_FOR_PRODUCT_MS;
      const leftMs = since + waitMs - now().getTime();
      if (leftMs > 0) {
        throw new MissingProductError(leftMs);
      }
      const found =
        deletedAt === undefined ? 'names no product' : `names a product that was deleted at ${deletedAt}`;
      throw new RefusedError({
        code: 'PRODUCT_NOT_FOUND',
        detail: item.op === 'merge' ? `${found}; a merge makes one only with a name and a price` : found,
      });
    },
  };
}
