import { MAX_COLUMN_LENGTH, MAX_IMPORT_COLUMNS } from '@async-catalog/product-schema';
import type { Row } from '../csv/row.ts';
import { FileError } from '../file-error.ts';

/** Reads the names of columns. Blank names at the end, of columns that are empty, are left out. */
export function readHeader({ cells, line, flaw }: Row): string[] {
  if (flaw !== undefined) {
    throw new FileError('INVALID_HEADER', `The header ${flaw.detail}`, { line });
  }
  const names = cells.map((cell) => cell.trim());
  const columns = names.slice(0, names.findLastIndex((name) => name !== '') + 1);
  if (columns.length > MAX_IMPORT_COLUMNS) {
    const detail = `The header has ${columns.length} columns; send at most ${MAX_IMPORT_COLUMNS}`;
    throw new FileError('TOO_MANY_COLUMNS', detail, { line, column: MAX_IMPORT_COLUMNS + 1 });
  }
  const places = new Map<string, number>();
  columns.forEach((name, index) => {
    const column = index + 1;
    const before = places.get(name);
    if (name === '') {
      throw new FileError('EMPTY_COLUMN_NAME', `Column ${column} has no name; name it, or remove it`, {
        line,
        column,
      });
    }
    // Records that are parsed drop it without a word, so that a mapping can't name it.
    if (name === '__proto__') {
      const detail = `Column ${column} is named "__proto__", which is a reserved name; rename it`;
      throw new FileError('INVALID_HEADER', detail, { line, column });
    }
    if (name.length > MAX_COLUMN_LENGTH) {
      const detail = `The name of column ${column} has ${name.length} characters; send at most ${MAX_COLUMN_LENGTH}. Is the first row a header?`;
      throw new FileError('COLUMN_NAME_TOO_LONG', detail, { line, column });
    }
    if (before !== undefined) {
      const detail = `Columns ${before} and ${column} are both named ${JSON.stringify(name)}; rename one of them`;
      throw new FileError('DUPLICATE_COLUMN', detail, { line, column });
    }
    places.set(name, column);
  });
  return columns;
}
