import { type ImportItem, readItems, renderRow, REPORT_COLUMNS } from '@async-catalog/import-mapping';
import { fieldName, type ImportRecord } from '@async-catalog/product-schema';
import { pMapIterable } from 'p-map';
import { isFileFault } from '../file-fault.ts';
import type { OpenFile, SplitterPorts, StartedImport } from '../ports.ts';
import { buildChunks, type RowChunk } from '../read/build-chunks.ts';
import { isStarted } from '../started-import.ts';
import { type ChunkEntry, createReadChunkEntries } from './chunk-entries.ts';
import { completeEntries, needsRows } from './rows-of-chunks.ts';
import { CHUNKS_AHEAD } from './write-reports.ts';

/** Columns that say what is wrong with a row. Importing the file again ignores them, and they aren't repeated then. */
const ADDED_COLUMNS: readonly string[] = REPORT_COLUMNS;

const BYTE_ORDER_MARK = '\uFEFF';

const NOT_SAVED: ReadonlySet<string> = new Set(['failed', 'rejected', 'cancelled']);

/**
 * Writes the rows that aren't saved, in the file's own columns, so that they can be corrected and imported again. They
 * are read from the file once more; of NDJSON, they are its lines.
 */
export function createWriteFailed(ports: SplitterPorts) {
  const { sources, files, telemetry, chunkItems } = ports;
  const readChunkEntries = createReadChunkEntries(ports);

  async function* readChunksWithFailures(record: StartedImport): AsyncGenerator<RowChunk> {
    const { format, mapping, columns = [] } = record;
    const numbers = chunksWithFailures(record);
    const last = Math.max(-1, ...numbers);
    const items = readItems(sources.read(record, 0), { format, mapping, columns });
    if (last === -1) {
      return;
    }
    for await (const chunk of buildChunks(items, 0, chunkItems)) {
      if (numbers.has(chunk.number)) {
        yield chunk;
      }
      if (chunk.number >= last) {
        return;
      }
    }
  }

  async function write(record: StartedImport, file: OpenFile, signal: AbortSignal): Promise<void> {
    const render = createRender(record);
    await file.write(render.header);
    const chunks = pMapIterable(
      readChunksWithFailures(record),
      async ({ number, items }) => {
        const entries = await readChunkEntries(record, number);
        return {
          items,
          entries: needsRows(record, number, entries) ? completeEntries(entries, items) : entries,
        };
      },
      { concurrency: CHUNKS_AHEAD },
    );
    for await (const { items, entries } of chunks) {
      signal.throwIfAborted();
      const rows = entries.flatMap((entry) => {
        const item = NOT_SAVED.has(entry.item.outcome) ? items[entry.item.index] : undefined;
        return item === undefined ? [] : [render.row(item, entry)];
      });
      await file.write(rows.join(''));
    }
  }

  return async (record: ImportRecord, settlements: number, signal: AbortSignal): Promise<void> => {
    const file = files.open(record, 'failed', settlements);
    try {
      if (isStarted(record)) {
        await write(record, file, signal);
      }
    } catch (error) {
      if (!isFileFault(error)) {
        await file.abort(error);
        throw error;
      }
      // What could be read is there; the reports have every row.
      telemetry.failedRowsUnreadable(record, error);
    }
    await file.close();
  };
}

function chunksWithFailures({ chunks }: ImportRecord): Set<number> {
  const incomplete = Object.entries(chunks).filter(
    ([, { failed = 0, rejected = 0, cancelled = 0 }]) => failed + rejected + cancelled > 0,
  );
  return new Set(incomplete.map(([number]) => Number(number)));
}

interface Render {
  readonly header: string;
  readonly row: (item: ImportItem, entry: ChunkEntry) => string;
}

function createRender({ format, columns = [] }: StartedImport): Render {
  if (format.kind === 'ndjson') {
    return { header: '', row: ({ cells }) => renderRow(cells, format) };
  }
  const isOwn = (_: string, place: number): boolean => !ADDED_COLUMNS.includes(columns[place] ?? '');
  return {
    header: BYTE_ORDER_MARK + renderRow([...columns.filter(isOwn), ...ADDED_COLUMNS], format),
    row: ({ line, cells }, { issues }) => {
      const errors = issues.filter(({ severity }) => severity === 'error');
      const codes = [...new Set(errors.map(({ code }) => code))].join(' | ');
      const details = errors
        .map(({ pointer, detail }) => `${fieldName(pointer)} ${detail}`.trim())
        .join(' | ');
      return renderRow([...cells.filter(isOwn), String(line), codes, details], format);
    },
  };
}
