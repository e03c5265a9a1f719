import type { ImportItem } from '@async-catalog/import-mapping';
import type { ImportRecord, ReportItem, SubmissionRecord } from '@async-catalog/product-schema';
import { NOT_QUEUED } from '@async-catalog/report-builder';
import { isFileFault } from '../file-fault.ts';
import type { SplitterPorts, StartedImport } from '../ports.ts';
import { skuOf } from '../read/build-chunks.ts';
import { readChunksOn } from '../read/outgoing-chunks.ts';
import type { ChunkEntry } from './chunk-entries.ts';

/** Tells whether a chunk was begun to be sent after the last checkpoint, so that it may not have been taken whole. */
export function isUnchecked({ checkpoint }: ImportRecord, number: number): boolean {
  return number >= (checkpoint?.chunk ?? 0);
}

/** Tells whether no worker completes a submission that is a chunk, because it wasn't queued whole and nobody sends it now. */
export function isLeft({ queuedAt, sendingUntil = '' }: SubmissionRecord, now: Date): boolean {
  return queuedAt === undefined && sendingUntil <= now.toISOString();
}

/**
 * Creates a look-up of the rows of unchecked chunks in the file. They have to be asked for in their order. Of a file that
 * can't be read, it finds none.
 */
export function createFindRows(ports: Pick<SplitterPorts, 'sources' | 'chunkItems'>, record: StartedImport) {
  const chunks = readChunksOn(ports, record);
  return async (number: number): Promise<readonly ImportItem[]> => {
    try {
      let next = await chunks.next();
      while (next.done !== true && next.value.number < number) {
        next = await chunks.next();
      }
      return next.done === true ? [] : next.value.items;
    } catch (error) {
      if (!isFileFault(error)) {
        throw error;
      }
      return [];
    }
  };
}

/**
 * Tells whether only the file has something of a chunk: the place of a row, or, where its rows were counted as failed, all
 * of a chunk that was never taken.
 */
export function needsRows(record: ImportRecord, number: number, entries: readonly ChunkEntry[]): boolean {
  return (
    isUnchecked(record, number) &&
    (entries.length === 0
      ? (record.chunks[number]?.failed ?? 0) > 0
      : entries.some(({ item }) => item.line === undefined))
  );
}

/** Completes the entries of a chunk from its rows. Of a chunk that was never taken, every row is failed. */
export function completeEntries(
  entries: readonly ChunkEntry[],
  rows: readonly ImportItem[],
): readonly ChunkEntry[] {
  return entries.length === 0
    ? rows.map((row, index) => ({
        item: { ...placeOf(row, index), outcome: 'failed' },
        issues: [{ ...placeOf(row, index), severity: 'error', ...NOT_QUEUED }],
      }))
    : entries.map((entry) => completeEntry(entry, rows[entry.item.index]));
}

function completeEntry(entry: ChunkEntry, row: ImportItem | undefined): ChunkEntry {
  const { item, issues } = entry;
  if (item.line !== undefined || row === undefined) {
    return entry;
  }
  const { index, line, sku } = placeOf(row, item.index);
  const place = { index, line, sku: item.sku ?? sku };
  return { item: { ...item, ...place }, issues: issues.map((issue) => ({ ...issue, ...place })) };
}

function placeOf({ line, value }: ImportItem, index: number): Pick<ReportItem, 'index' | 'line' | 'sku'> {
  return { index, line, sku: skuOf(value) };
}
