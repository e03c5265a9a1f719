import type { FieldError, ImportMapping } from '@async-catalog/product-schema';
import type { Row, RowFlaw } from '../csv/row.ts';
import { isBlank } from '../csv/is-blank.ts';
import { type BuiltValue, createBuildValue } from './build-value.ts';

/** Prepares the mapping of rows that don't depend on one another. */
export function createReadRow(
  columns: readonly string[],
  mapping: ImportMapping,
): (row: Pick<Row, 'cells' | 'flaw'>) => BuiltValue {
  const buildValue = createBuildValue(columns, mapping);
  return (row) => {
    const { value, errors } = buildValue(row.cells);
    const flaws = flawsOf(row, columns);
    return { value, errors: flaws.length === 0 ? errors : flaws };
  };
}

/** Lists the flaws of a row as a whole, in spite of which its cells can't be trusted to be in their columns. */
export function flawsOf(row: Pick<Row, 'cells' | 'flaw'>, columns: readonly string[]): FieldError[] {
  const flaw = flawOf(row, columns);
  return flaw === undefined ? [] : [{ pointer: '', code: flaw.code, detail: flaw.detail }];
}

/** Finds the flaw of a row as a whole: how it is written, or another number of cells than the header has. */
export function flawOf(
  { cells, flaw }: Pick<Row, 'cells' | 'flaw'>,
  columns: readonly string[],
): RowFlaw | undefined {
  if (flaw !== undefined) {
    return flaw;
  }
  if (cells.length < columns.length) {
    const column = cells.length + 1;
    const detail = `has ${cells.length} of ${columns.length} cells, none from column ${column} (${JSON.stringify(columns[column - 1])}) on; add the delimiters that are missing`;
    return { code: 'TOO_FEW', detail, column };
  }
  if (cells.length > columns.length && !isBlank(cells.slice(columns.length))) {
    const column = columns.length + 1 + cells.slice(columns.length).findIndex((cell) => cell.trim() !== '');
    const detail = `has text in column ${column}, and the header names only ${columns.length}; put a cell that holds a delimiter in quotes`;
    return { code: 'TOO_MANY', detail, column };
  }
  return undefined;
}
