import type { FieldError, ImportMapping } from '@async-catalog/product-schema';
import type { Row } from '../csv/row.ts';
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
export function flawsOf(
  { cells, flaw }: Pick<Row, 'cells' | 'flaw'>,
  columns: readonly string[],
): FieldError[] {
  if (flaw !== undefined) {
    return [{ pointer: '', ...flaw }];
  }
  if (cells.length < columns.length) {
    const missing = cells.length + 1;
    const detail = `has ${cells.length} of ${columns.length} cells, none from column ${missing} (${JSON.stringify(columns[missing - 1])}) on; add the delimiters that are missing`;
    return [{ pointer: '', code: 'TOO_FEW', detail }];
  }
  if (cells.length > columns.length && !isBlank(cells.slice(columns.length))) {
    const surplus = columns.length + 1 + cells.slice(columns.length).findIndex((cell) => cell.trim() !== '');
    const detail = `has text in column ${surplus}, and the header names only ${columns.length}; put a cell that holds a delimiter in quotes`;
    return [{ pointer: '', code: 'TOO_MANY', detail }];
  }
  return [];
}
