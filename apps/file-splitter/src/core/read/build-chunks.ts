import type { ImportItem, Position } from '@async-catalog/import-mapping';

/** Consecutive items of a file that are sent as one submission. */
export interface RowChunk {
  readonly number: number;
  readonly items: readonly ImportItem[];
  /** JSON of each item. */
  readonly rows: readonly string[];
  /** Place after its last item, and rows up to there that are none. */
  readonly after: Position;
  readonly skippedRows: number;
}

/** Limit of a chunk's JSON in bytes: 4 MiB, which leaves room below what a request takes unpacked. */
export const MAX_CHUNK_BYTES = 4 * 1024 ** 2;

/** Limit of a row's JSON in bytes: 1 MiB, far more than a product can have. */
export const MAX_ROW_JSON_BYTES = 1024 ** 2;

const BRACKETS = '{"rows":[]}'.length;

/**
 * Cuts items into chunks. Where they are cut depends on the items alone, so that reading again from a chunk's end gives
 * the same chunks with the same bytes.
 */
export async function* buildChunks(
  items: AsyncIterable<readonly ImportItem[]>,
  firstNumber: number,
  maxItems: number,
): AsyncGenerator<RowChunk> {
  let number = firstNumber;
  let chunk: { items: ImportItem[]; rows: string[] } = { items: [], rows: [] };
  let bytes = BRACKETS;
  const end = (last: ImportItem): RowChunk => {
    const { after, skippedRows } = last;
    const ended = { number, ...chunk, after, skippedRows };
    number += 1;
    chunk = { items: [], rows: [] };
    bytes = BRACKETS;
    return ended;
  };
  for await (const some of items) {
    for (const item of some) {
      const row = toRow(item);
      const size = Buffer.byteLength(row) + 1;
      const last = chunk.items.at(-1);
      if (last !== undefined && bytes + size > MAX_CHUNK_BYTES) {
        yield end(last);
      }
      chunk.items.push(item);
      chunk.rows.push(row);
      bytes += size;
      if (chunk.items.length === maxItems) {
        yield end(item);
      }
    }
  }
  const last = chunk.items.at(-1);
  if (last !== undefined) {
    yield end(last);
  }
}

export function toBody({ rows }: Pick<RowChunk, 'rows'>): string {
  return `{"rows":[${rows.join(',')}]}`;
}

const MAX_SKU_LENGTH = 255;

/** Renders an item. Of one that is larger than any product, only the SKU is sent, to be rejected. */
function toRow({ line, value, errors }: ImportItem): string {
  const row = JSON.stringify({ line, value, errors });
  if (row.length * 3 <= MAX_ROW_JSON_BYTES || Buffer.byteLength(row) <= MAX_ROW_JSON_BYTES) {
    return row;
  }
  const tooLarge = {
    pointer: '',
    code: 'PRODUCT_TOO_LARGE',
    detail: 'is larger than a product can be; shorten its texts, or remove some',
  };
  return JSON.stringify({ line, value: { sku: skuOf(value) }, errors: [tooLarge] });
}

/** Reads the SKU of an item, if it can be one. */
export function skuOf({ sku }: ImportItem['value']): string | undefined {
  return typeof sku === 'string' && sku.length <= MAX_SKU_LENGTH ? sku : undefined;
}
