import type { Report } from '@async-catalog/product-schema';
import { csvFormatRow } from 'd3-dsv';
import { COLUMNS, rowsOf, toCellText } from './table.ts';

/**
 * Renders one row per item under a header row (RFC 4180, UTF-8 without a byte order mark), row by row. An
 * apostrophe before a cell keeps a spreadsheet from running it as a formula
 * (https://owasp.org/www-community/attacks/CSV_Injection). Numbers have none: no number of a report is negative.
 */
export function* renderCsv(report: Report): Generator<string> {
  yield `${COLUMNS.join(',')}\r\n`;
  for (const row of rowsOf(report)) {
    yield toCsvLine(COLUMNS.map((column) => row[column]));
  }
}

/** Renders one row of CSV, each cell bounded and harmless to a spreadsheet. */
export function toCsvLine(cells: readonly (string | number | undefined)[]): string {
  return `${csvFormatRow(cells.map(toCell))}\r\n`;
}

function toCell(value: string | number | undefined): string {
  // Cut first, so that the rest costs no more than a cell; and again, because guarding makes it longer.
  return typeof value === 'string' ? toCellText(guarded(toCellText(value))) : String(value ?? '');
}

function guarded(cell: string): string {
  return cell.replaceAll(FORMULA_STARTS, "'");
}

/**
 * Places where a formula can start. With a semicolon as list separator, a spreadsheet ignores quotes in the
 * middle of a line, so that each line and each semicolon in a cell starts a new cell. The character comes
 * before what precedes it, or a cell of quotes would cost the square of its length.
 */
const FORMULA_STARTS = /^(?=[=+\-@\t\r\n＝＋－＠])|(?=[=+\-@\t＝＋－＠])(?<=[\r\n;]"*)/g;
