import { MAX_IMPORT_ROWS } from '@async-catalog/product-schema';
import { isBlank } from './csv/is-blank.ts';
import { isSeparatorLine } from './csv/is-separator-line.ts';
import type { Row } from './csv/row.ts';
import { FileError } from './file-error.ts';
import { countFlawed } from './flawed-rows.ts';
import type { FlawedRows, ImportItem, Position } from './import-item.ts';
import type { GroupItem, Layout, ReadRow } from './layouts/layout.ts';
import { flawOf } from './mapping/read-row.ts';

/** Limits of a group of rows, so that a column that is always the same can't hold a whole file. */
export const MAX_GROUP_ROWS = 5_000;
const MAX_GROUP_BYTES = 8 * 1024 ** 2;

interface ItemBuilderOptions {
  readonly from: Position;
  readonly hasHeader: boolean;
  /** Names of a CSV file's columns; `undefined` where each line is one cell. */
  readonly columns: readonly string[] | undefined;
  readonly readRow: ReadRow;
  readonly layout: Layout | undefined;
}

/** Makes items of rows, and keeps count of where they are. */
export class ItemBuilder {
  readonly #options: ItemBuilderOptions;
  #needsHeader: boolean;
  /** Rows of data, and rows that are no item, up to `#end`. */
  #row: number;
  #skipped = 0;
  #end: Position;
  /** Flawed rows up to `#end`, and up to the group. */
  #flawed: FlawedRows | undefined;
  #groupFlawed: FlawedRows | undefined;
  #group: Row[] = [];
  /** Rows that are no item, before the group. */
  #groupSkipped = 0;
  /** Items of the next group that were read before. */
  #skip: number;
  #items: ImportItem[] = [];

  constructor(options: ItemBuilderOptions) {
    this.#options = options;
    this.#needsHeader = options.hasHeader && options.from.byte === 0;
    this.#row = options.from.row;
    this.#skip = options.from.skip;
    this.#flawed = options.from.flawed;
    this.#end = { ...options.from, skip: 0 };
  }

  /** @throws {FileError} If the row is one too many, or one too many that is flawed. */
  add(row: Row): void {
    const blank = row.flaw === undefined && isBlank(row.cells);
    if (this.#needsHeader) {
      this.#needsHeader = blank || isSeparatorLine(row);
    } else if (blank) {
      this.#skipped += 1;
    } else if (this.#row === MAX_IMPORT_ROWS) {
      const limit = MAX_IMPORT_ROWS.toLocaleString('en');
      throw new FileError('TOO_MANY_ROWS', `The file has more than ${limit} rows; split it`, {
        line: row.line,
      });
    } else {
      this.#addData(row);
      return;
    }
    this.#end = this.#after(row);
  }

  /** Gives the items so far but for the last one: it will count the blank rows that may end the file. */
  take(): ImportItem[] {
    const items = this.#items;
    this.#items = items.splice(-1);
    return items;
  }

  /** Gives the items that are left where the text ends. */
  end(): ImportItem[] {
    this.#endGroup();
    const last = this.#items.pop();
    return last === undefined
      ? []
      : [...this.#items, { ...last, after: this.#end, skippedRows: this.#skipped }];
  }

  #addData(row: Row): void {
    const { layout, readRow, columns } = this.#options;
    const flawedBefore = this.#flawed;
    this.#flawed = columns && countFlawed(flawedBefore, row, flawOf(row, columns));
    if (layout === undefined) {
      this.#row += 1;
      this.#end = this.#after(row);
      const cells = withoutBlankEnd(row.cells, columns?.length ?? 1);
      this.#push({ row, cells, ...readRow(row) }, this.#end, this.#skipped);
      return;
    }
    const [first] = this.#group;
    const isFull =
      this.#group.length >= MAX_GROUP_ROWS ||
      (first !== undefined && row.nextByte - first.byte > MAX_GROUP_BYTES);
    if (isFull || !layout.belongs(this.#group, row)) {
      this.#endGroup();
    }
    if (this.#group.length === 0) {
      this.#groupSkipped = this.#skipped;
      this.#groupFlawed = flawedBefore;
    }
    this.#group.push(row);
    this.#row += 1;
    this.#end = this.#after(row);
  }

  #endGroup(): void {
    const [first] = this.#group;
    if (first === undefined) {
      return;
    }
    const items = this.#options.layout?.read(this.#group) ?? [];
    const start = {
      byte: first.byte,
      row: this.#row - this.#group.length,
      line: first.line,
      ...(this.#groupFlawed && { flawed: this.#groupFlawed }),
    };
    // All rows of the group that are no item count with its last one.
    const skippedBefore = this.#groupSkipped;
    this.#skipped += this.#group.length - items.length;
    items.forEach((item, index) => {
      if (index < this.#skip) {
        return;
      }
      const isLast = index === items.length - 1;
      this.#push(
        item,
        isLast ? this.#end : { ...start, skip: index + 1 },
        isLast ? this.#skipped : skippedBefore,
      );
    });
    this.#skip = 0;
    this.#group = [];
  }

  #push({ row, cells, value, errors }: GroupItem, after: Position, skippedRows: number): void {
    const { line } = row;
    this.#items.push(
      errors.length === 0
        ? { line, value, cells, after, skippedRows }
        : { line, value, errors, cells, after, skippedRows },
    );
  }

  #after({ nextByte, nextLine }: Row): Position {
    const position = { byte: nextByte, row: this.#row, line: nextLine, skip: 0 };
    return this.#flawed === undefined ? position : { ...position, flawed: this.#flawed };
  }
}

/** Leaves out blank cells after the last column, or those that `failed.csv` adds would not be in their columns. */
function withoutBlankEnd(cells: readonly string[], width: number): readonly string[] {
  return cells.length > width && isBlank(cells.slice(width)) ? cells.slice(0, width) : cells;
}
