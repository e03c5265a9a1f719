import type { ImportId } from '@async-catalog/product-schema';
import type { ImportStore } from '../ports.ts';
import type { Item } from '@async-catalog/product-operations';

/** Tells whether the import of an item is cancelled. Items without an import cost no read. */
export type IsCancelled = (item: Item) => Promise<boolean>;

/** Reads each import once for a batch, also where the read fails. */
export function createIsCancelled(
  imports: Pick<ImportStore, 'isCancelled'>,
  signal: AbortSignal,
): IsCancelled {
  const reads = new Map<ImportId, Promise<boolean>>();
  return async ({ importId }) => {
    if (importId === undefined) {
      return false;
    }
    const read = reads.get(importId) ?? imports.isCancelled(importId, signal);
    reads.set(importId, read);
    return read;
  };
}
