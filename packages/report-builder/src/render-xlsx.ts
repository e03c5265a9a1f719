import type { Report } from '@async-catalog/product-schema';
import { type CellValue, type ColumnDef, writeXlsxStream } from 'hucre/xlsx';
import { type Column, COLUMNS, type Row, rowsOf, toCellText } from './table.ts';

/**
 * Renders one row per item under a header row that stays in sight, for a person with a spreadsheet. Texts are cells
 * of text, whatever they look like, and never a formula or a number.
 */
export function renderXlsx(report: Report): ReadableStream<Uint8Array> {
  const columns = COLUMNS.map((header): ColumnDef => ({ header, width: WIDTHS[header], ...HEADER }));
  return writeXlsxStream(cellsOf(report, columns), { name: 'Items', columns, freezePane: { rows: 1 } });
}

const HEADER: Partial<ColumnDef> = { style: { font: { bold: true } } };

/** Characters that a column shows. */
const WIDTHS: Record<Column, number> = {
  index: 7,
  sku: 24,
  productId: 38,
  outcome: 12,
  version: 9,
  category: 24,
  price: 14,
  currency: 10,
  severity: 10,
  code: 24,
  pointer: 24,
  detail: 60,
  submissionId: 38,
  caller: 20,
  createdAt: 25,
  completedAt: 25,
  line: 7,
  op: 8,
  change: 11,
  changedFields: 24,
  priceBefore: 14,
  currencyBefore: 15,
};

/**
 * Lists the cells of each row. The writer has one style a column, and reads it again with each row: the header's
 * holds until the first row is asked for, and the price's follows the currency.
 */
function* cellsOf(report: Report, columns: ColumnDef[]): Generator<CellValue[]> {
  for (const row of rowsOf(report)) {
    for (const [place, column] of COLUMNS.entries()) {
      columns[place] = isPrice(column) ? { numFmt: numberFormatOf(row[column]) } : {};
    }
    yield COLUMNS.map((column) => toCell(column, row));
  }
}

function isPrice(column: Column): column is 'price' | 'priceBefore' {
  return column === 'price' || column === 'priceBefore';
}

/** Shows a price with the decimals that it has. */
function numberFormatOf(price: Row['price']): string {
  return String(price ?? '')
    .replaceAll(/\d/g, '0')
    .replace(/^0+/, '0');
}

function toCell(column: Column, row: Row): CellValue {
  const value = row[column];
  if (value === undefined || value === '') {
    return null;
  }
  return isPrice(column) || typeof value === 'number'
    ? Number(value)
    : escaped(toCellText(value.replaceAll(LINE_END, '\n')));
}

/** A line ends in a line feed inside a cell, whatever ended it elsewhere. */
const LINE_END = /\r\n?/g;

/**
 * Text that XML can't hold, or that a spreadsheet takes for such an escape (ECMA-376 part 1, section 22.9.2.19). The writer escapes
 * control characters itself.
 */
const ESCAPED = /[\uFFFE\uFFFF]|_(?=x[\dA-Fa-f]{4}_)/g;

function escaped(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(ESCAPED, (found) => `_x${found.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`);
}
