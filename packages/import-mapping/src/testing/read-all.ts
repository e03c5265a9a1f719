import type { ImportItem } from '../import-item.ts';
import { readItems, type ReadOptions } from '../read-items.ts';
import { chunked } from './chunked.ts';

/** Reads all items of bytes that are cut into chunks of a size. */
export async function readAll(
  bytes: Uint8Array,
  options: ReadOptions,
  chunkSize = 65_536,
): Promise<ImportItem[]> {
  const items: ImportItem[] = [];
  for await (const batch of readItems(toAsync(chunked(bytes, chunkSize)), options)) {
    items.push(...batch);
  }
  return items;
}

export async function* toAsync<T>(values: Iterable<T>): AsyncGenerator<T> {
  yield* values;
}
