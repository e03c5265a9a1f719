import type { Report, ReportIssue, ReportItem } from '@async-catalog/product-schema';
import { csvFormatRow } from 'd3-dsv';
import { formatPriceOf } from './money.ts';

/** Separator between the issues of one item, which share a row. */
const SEPARATOR = ' | ';

/**
 * Characters that a spreadsheet takes in a cell:
 * https://support.microsoft.com/en-us/office/excel-specifications-and-limits-1672b34d-7043-467e-8e27-269d656771c3
 */
const MAX_CELL_LENGTH = 32_767;

const ELLIPSIS = '…';

/**
 * Renders one row per item under a header row (RFC 4180, UTF-8 without a byte order mark), row by row. An
 * apostrophe before a cell keeps a spreadsheet from running it as a formula
 * (https://owasp.org/www-community/attacks/CSV_Injection).
 */
export function* renderCsv(report: Report): Generator<string> {
  const issuesByIndex = Map.groupBy(report.issues, (issue) => issue.index);
  yield `${COLUMNS.join(',')}\r\n`;
  for (const item of report.items) {
    const row = rowOf(report, item, issuesByIndex.get(item.index) ?? []);
    yield `${csvFormatRow(COLUMNS.map((column) => toCell(row[column])))}\r\n`;
  }
}

function toCell(value: string | number | undefined): string {
  // Cut first, so that the rest costs no more than a cell; and again, because guarding makes it longer.
  return typeof value === 'string' ? bounded(guarded(bounded(value))) : String(value ?? '');
}

function bounded(cell: string): string {
  return cell.length <= MAX_CELL_LENGTH
    ? cell
    : `${cell.slice(0, MAX_CELL_LENGTH - ELLIPSIS.length).toWellFormed()}${ELLIPSIS}`;
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

const COLUMNS = [
  'index',
  'sku',
  'productId',
  'outcome',
  'version',
  'category',
  'price',
  'currency',
  'severity',
  'code',
  'pointer',
  'detail',
  'submissionId',
  'caller',
  'createdAt',
  'completedAt',
  'line',
] as const;

type Row = Record<(typeof COLUMNS)[number], string | number | undefined>;

function rowOf({ header }: Report, item: ReportItem, issues: readonly ReportIssue[]): Row {
  return {
    index: item.index,
    sku: item.sku,
    productId: item.productId,
    outcome: item.outcome,
    version: item.version,
    category: item.category,
    price: formatPriceOf(item),
    currency: item.currency,
    severity: issues[0]?.severity,
    code: issues.map((issue) => issue.code).join(SEPARATOR),
    pointer: issues.map((issue) => issue.pointer).join(SEPARATOR),
    detail: issues.map((issue) => issue.detail).join(SEPARATOR),
    submissionId: header.submissionId,
    caller: header.caller,
    createdAt: header.createdAt,
    completedAt: header.completedAt,
    line: item.line,
  };
}
