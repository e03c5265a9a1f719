import type { Entry, EntryRange } from '@async-catalog/caller-lists';
import type { CallerLists } from '../ports.ts';

/** Record of something that a list has. */
export interface ListedRecord {
  readonly id: string;
  readonly caller: string;
  readonly createdAt: string;
}

interface PageQuery<Row> {
  readonly range: EntryRange;
  /** Maximum number of records on the page. */
  readonly limit: number;
  /** Tells whether a record passes the filter; absent if every one does. */
  readonly isWanted?: ((row: Row) => boolean) | undefined;
}

export interface RecordReader<Row> {
  getMany(ids: readonly string[]): Promise<Row[]>;
  /** Records to read at once. */
  readonly atOnce: number;
  /** Bytes of a record, roughly. */
  readonly sizeOf: (row: Row) => number;
}

export interface Page<Row> {
  readonly rows: readonly Row[];
  /** Position before which the next page starts; `undefined` on the last page. */
  readonly next: string | undefined;
  /** Entries that were read for it. */
  readonly read: number;
}

/** Entries that one page reads at most, however few of them pass its filter. */
export const MAX_READ_ENTRIES = 1000;

/** Bytes of records after which a page ends. */
export const MAX_READ_BYTES = 2 * 1024 * 1024;

/**
 * Reads a page of a list, newest first. A filter is applied to the records, because a status is computed and not stored;
 * a page with few matches, or none, can therefore have a next one.
 */
export async function readPage<Row extends ListedRecord>(
  lists: Pick<CallerLists, 'newest'>,
  records: RecordReader<Row>,
  { range, limit, isWanted }: PageQuery<Row>,
): Promise<Page<Row>> {
  const rows: Row[] = [];
  let { before } = range;
  let read = 0;
  for (let bytes = 0; read < MAX_READ_ENTRIES && bytes < MAX_READ_BYTES;) {
    const count = Math.min(
      records.atOnce,
      isWanted === undefined ? limit - rows.length : Infinity,
      MAX_READ_ENTRIES - read,
    );
    // One more, to know whether there is a next page.
    const found = await lists.newest({ ...range, before }, count + 1);
    const entries = found.slice(0, count);
    const stored = new Map(
      (await records.getMany(entries.map(({ id }) => id))).map((row) => [row.id, row] as const),
    );
    read += entries.length;
    for (const [n, entry] of entries.entries()) {
      before = entry.position;
      const row = stored.get(entry.id);
      bytes += row === undefined ? 0 : records.sizeOf(row);
      if (row !== undefined && isOf(entry, row) && (isWanted?.(row) ?? true)) {
        rows.push(row);
        if (rows.length === limit) {
          return { rows, next: n + 1 < found.length ? before : undefined, read };
        }
      }
    }
    if (found.length <= count) {
      return { rows, next: undefined, read };
    }
  }
  return { rows, next: before, read };
}

/**
 * Tells whether the entry is that of the record. A repeat with the same id, or one that was accepted again because nothing
 * had been taken before, leaves an entry with another time.
 */
function isOf(entry: Entry, row: ListedRecord): boolean {
  return entry.caller === row.caller && entry.createdAt === row.createdAt;
}
