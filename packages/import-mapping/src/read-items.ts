import type { FileFormat, ImportMapping } from '@async-catalog/product-schema';
import { RowScanner } from './csv/row-scanner.ts';
import type { Row } from './csv/row.ts';
import { FileError } from './file-error.ts';
import type { ImportItem, Position } from './import-item.ts';
import { ItemBuilder } from './item-builder.ts';
import { layoutOf } from './layouts/layout-of.ts';
import { createReadRow } from './mapping/read-row.ts';
import { createReadLine } from './ndjson/read-line.ts';
import { skipBytes, toUtf8 } from './text/to-utf8.ts';

export interface ReadOptions {
  readonly format: FileFormat;
  /** Names of a CSV file's columns. */
  readonly columns: readonly string[];
  readonly mapping: ImportMapping;
  /** Position after an item that was read before; the start of the file by default. */
  readonly from?: Position | undefined;
  /** Byte of the file with which the source begins, where `canSeek`; its first by default. */
  readonly sourceStart?: number | undefined;
}

export const START: Position = { byte: 0, row: 0, line: 1, skip: 0 };

/** Tells whether the byte of a position is a byte of the file, so that a source can begin there. */
export function canSeek({ compression, encoding }: FileFormat): boolean {
  return compression === 'none' && encoding === 'utf-8';
}

/**
 * Reads the items of a file, in order. The same bytes give the same items, however they are cut into chunks; from the
 * position after any item, they give the items that follow it.
 *
 * @param source The bytes of the file, unpacked.
 * @throws {FileError} If it can't be read on, after the items before that.
 */
export async function* readItems(
  source: AsyncIterable<Uint8Array>,
  { format, columns, mapping, from = START, sourceStart = 0 }: ReadOptions,
): AsyncGenerator<ImportItem[], void, undefined> {
  const isCsv = format.kind === 'csv';
  const scanner = new RowScanner(isCsv ? (format.delimiter ?? ',') : undefined, from);
  const readRow = isCsv ? createReadRow(columns, mapping) : createReadLine(mapping);
  const layout = isCsv ? layoutOf(mapping, columns, readRow) : undefined;
  const builder = new ItemBuilder({
    from,
    hasHeader: isCsv,
    columns: isCsv ? columns : undefined,
    readRow,
    layout,
  });
  const take = function* (rows: readonly Row[], isEnd: boolean): Generator<ImportItem[]> {
    const failure = addAll(builder, rows);
    const items = isEnd || failure !== undefined ? builder.end() : builder.take();
    if (items.length > 0) {
      yield items;
    }
    if (failure !== undefined) {
      throw failure;
    }
  };
  for await (const chunk of skipBytes(toUtf8(source, format.encoding), from.byte - sourceStart)) {
    yield* take(scanner.push(chunk), false);
  }
  yield* take(scanner.end(), true);
}

function addAll(builder: ItemBuilder, rows: readonly Row[]): FileError | undefined {
  try {
    for (const row of rows) {
      builder.add(row);
    }
    return undefined;
  } catch (error) {
    if (error instanceof FileError) {
      return error;
    }
    throw error;
  }
}
