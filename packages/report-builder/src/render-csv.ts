import type { Report, ReportIssue, ReportItem } from '@async-catalog/product-schema';
import { csvFormatRow } from 'd3-dsv';
import { formatPrice } from './format-price.ts';

/** Separator between the issues of one item, which share a row. */
const SEPARATOR = ' | ';

/**
 * Renders one row per item under a header row (RFC 4180, UTF-8 without a byte order mark). An apostrophe
 * before a cell keeps a spreadsheet from running it as a formula
 * (https://owasp.org/www-community/attacks/CSV_Injection).
 */
export function renderCsv(report: Report): string {
  const issuesByIndex = Map.groupBy(report.issues, (issue) => issue.index);
  return [
    COLUMNS.join(','),
    ...report.items.map((item) => {
      const row = rowOf(report, item, issuesByIndex.get(item.index) ?? []);
      return csvFormatRow(COLUMNS.map((column) => guarded(row[column])));
    }),
    '',
  ].join('\r\n');
}

function guarded(cell: string | number | undefined): string {
  return typeof cell === 'string' ? cell.replaceAll(FORMULA_STARTS, "'") : String(cell ?? '');
}

/**
 * Places where a formula can start. With a semicolon as list separator, a spreadsheet ignores quotes in the
 * middle of a line, so that each line and each semicolon in a cell starts a new cell.
 */
const FORMULA_STARTS = /^(?=[=+\-@\t\r\n＝＋－＠])|(?<=[\r\n;]"*)(?=[=+\-@\t＝＋－＠])/g;

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
    price: item.priceInHundredths === undefined ? undefined : formatPrice(item.priceInHundredths),
    currency: item.currency,
    severity: issues[0]?.severity,
    code: issues.map((issue) => issue.code).join(SEPARATOR),
    pointer: issues.map((issue) => issue.pointer).join(SEPARATOR),
    detail: issues.map((issue) => issue.detail).join(SEPARATOR),
    submissionId: header.submissionId,
    caller: header.caller,
    createdAt: header.createdAt,
    completedAt: header.completedAt,
  };
}
