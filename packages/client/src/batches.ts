import type { ProductOperation } from './openapi.ts';

/** Items that one batch may have. */
export const MAX_BATCH_ITEMS = 1000;

/** Bytes that the body of one request may have: 4 MiB. */
export const MAX_SENT_BYTES = 4 * 1024 * 1024;

/** Bytes of a batch besides its items. */
const FRAME_BYTES = bytesOf('{"items":[]}');

/**
 * Splits items, in their order, into batches that one request takes: 1,000 items, 4 MiB. An item that is larger is alone in its
 * batch, which is then refused before it is sent.
 */
export function* batchesOf<Item extends ProductOperation>(
  items: Iterable<Item>,
): Generator<Item[], void, undefined> {
  let batch: Item[] = [];
  let bytes = FRAME_BYTES;
  for (const item of items) {
    // With its comma.
    const itemBytes = bytesOf(JSON.stringify(item)) + 1;
    if (batch.length > 0 && (batch.length === MAX_BATCH_ITEMS || bytes + itemBytes > MAX_SENT_BYTES)) {
      yield batch;
      batch = [];
      bytes = FRAME_BYTES;
    }
    batch.push(item);
    bytes += itemBytes;
  }
  if (batch.length > 0) {
    yield batch;
  }
}

/**
 * Makes the body of a batch.
 * @throws {RangeError} if it has more items than one may have
 */
export function toBatch(items: readonly ProductOperation[]): { items: ProductOperation[] } {
  if (items.length > MAX_BATCH_ITEMS) {
    throw new RangeError(
      `a batch has at most ${MAX_BATCH_ITEMS} items, and this one has ${items.length}; send what batchesOf splits it into`,
    );
  }
  return { items: [...items] };
}

/**
 * Writes a body as JSON.
 * @throws {RangeError} if the API would refuse it for its size
 */
export function toJson(body: unknown): string {
  const json = JSON.stringify(body);
  // No character has more than three bytes: most bodies needn't be counted.
  const bytes = json.length * 3 > MAX_SENT_BYTES ? bytesOf(json) : 0;
  if (bytes > MAX_SENT_BYTES) {
    const { items = [] } = body as { readonly items?: readonly unknown[] };
    const fix =
      items.length > 1 ? 'send what batchesOf splits it into, or import a file' : 'shorten its product';
    throw new RangeError(`a request has at most ${MAX_SENT_BYTES} bytes, and this one has ${bytes}; ${fix}`);
  }
  return json;
}

function bytesOf(text: string): number {
  return new TextEncoder().encode(text).byteLength;
}
