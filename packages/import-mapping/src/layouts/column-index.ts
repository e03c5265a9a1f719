import { normalizeName } from '../mapping/normalize-name.ts';

/** Finds a layout's columns under any of the names that they have had. */
export interface ColumnIndex {
  /** Gives the place of the first of the names that is a column, or -1, which is the place of no cell. */
  readonly of: (...names: readonly string[]) => number;
  /** Gives the places of the columns whose normalized name matches. */
  readonly matching: (pattern: RegExp) => number[];
}

export function createColumnIndex(columns: readonly string[]): ColumnIndex {
  const names = columns.map(normalizeName);
  return {
    of: (...wanted) => names.indexOf(wanted.map(normalizeName).find((name) => names.includes(name)) ?? ''),
    matching: (pattern) => names.flatMap((name, index) => (pattern.test(name) ? [index] : [])),
  };
}

/** Reads a cell without the white space around it; of a column that isn't there, nothing. */
export function cellAt(cells: readonly string[], index: number): string {
  return (cells[index] ?? '').trim();
}
