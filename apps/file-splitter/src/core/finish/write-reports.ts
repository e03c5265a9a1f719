import type { ImportRecord } from '@async-catalog/product-schema';
import { toItemRow } from '@async-catalog/report-builder';
import { pMapIterable } from 'p-map';
import type { OpenFile, ReportFile, SplitterPorts } from '../ports.ts';
import { isStarted } from '../started-import.ts';
import { type ChunkEntry, countChunks, createReadChunkEntries } from './chunk-entries.ts';
import { createIssueGroups } from './issue-groups.ts';
import { completeEntries, createFindRows, needsRows } from './rows-of-chunks.ts';
import { CSV_HEADER, toCsvRow, toNdjsonLine } from './report-row.ts';

/** Chunks whose entries are in memory at a time. */
export const CHUNKS_AHEAD = 4;

/** Files that are merged from the chunks' reports. */
export const MERGED_FILES = ['ndjson', 'csv', 'issues'] as const satisfies ReportFile[];
export type MergedFile = (typeof MERGED_FILES)[number];

/** Merges the reports of an import's chunks, in the order of the file, into some files. A repeat writes the same. */
export function createWriteReports(ports: SplitterPorts) {
  const readChunkEntries = createReadChunkEntries(ports);

  /** Completes the entries of chunks, in their order, where an import that ended early hasn't kept all of them. */
  function createComplete(record: ImportRecord) {
    const findRows = isStarted(record) ? createFindRows(ports, record) : undefined;
    return async (number: number, entries: readonly ChunkEntry[]): Promise<readonly ChunkEntry[]> =>
      findRows !== undefined && needsRows(record, number, entries)
        ? completeEntries(entries, await findRows(number))
        : entries;
  }

  async function merge(
    record: ImportRecord,
    { ndjson, csv, issues }: Partial<Record<MergedFile, OpenFile>>,
    signal: AbortSignal,
  ): Promise<void> {
    const groups = createIssueGroups(record.mapping);
    const numbers = Array.from({ length: countChunks(record) }, (_, number) => number);
    const complete = createComplete(record);
    let offset = 0;
    await csv?.write(CSV_HEADER);
    const chunks = pMapIterable(
      numbers,
      async (number) => ({ number, known: await readChunkEntries(record, number) }),
      { concurrency: CHUNKS_AHEAD },
    );
    for await (const { number, known } of chunks) {
      signal.throwIfAborted();
      const entries = await complete(number, known);
      const rows = entries.map(toItemRow);
      await ndjson?.write(rows.map(toNdjsonLine).join(''));
      await csv?.write(rows.map(toCsvRow).join(''));
      for (const entry of entries) {
        groups.add(entry, offset);
      }
      offset += entries.length;
    }
    await issues?.write(groups.render());
  }

  return async (
    record: ImportRecord,
    names: readonly MergedFile[],
    settlements: number,
    signal: AbortSignal,
  ): Promise<void> => {
    const files = new Map(names.map((name) => [name, ports.files.open(record, name, settlements)]));
    const opened = [...files.values()];
    try {
      await merge(record, Object.fromEntries(files), signal);
      await Promise.all(opened.map((file) => file.close()));
    } catch (error) {
      await Promise.all(opened.map((file) => file.abort(error)));
      throw error;
    }
  };
}
