import type { Report, ReportIssue, ReportItem } from '@async-catalog/product-schema';
import { formatAmount, formatPriceOf } from './money.ts';
import { isSavedEarlier } from './saved-earlier.ts';

/** Columns of the tables, in order: new ones come last, for programs that count. */
export const COLUMNS = [
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
  'op',
  'change',
  'changedFields',
  'priceBefore',
  'currencyBefore',
] as const;

export type Column = (typeof COLUMNS)[number];

/** An item with its issues. A price is a decimal in text, so that it keeps its zeros. */
export type Row = Readonly<Record<Column, string | number | undefined>>;

/** Separator between the issues of one item, which share a row. */
const SEPARATOR = ' | ';

/** Lists a row for each item, with the facts of the submission in every row. */
export function* rowsOf(report: Report): Generator<Row> {
  const issuesByIndex = Map.groupBy(report.issues, (issue) => issue.index);
  for (const item of report.items) {
    yield rowOf(report, item, issuesByIndex.get(item.index) ?? []);
  }
}

function rowOf({ header }: Report, item: ReportItem, issues: readonly ReportIssue[]): Row {
  const { submissionId, caller, createdAt, completedAt } = header;
  return { ...toItemRow({ item, issues }), submissionId, caller, createdAt, completedAt };
}

/** Columns of an item, without those of its submission. */
export type ItemRow = Omit<Row, 'submissionId' | 'caller' | 'createdAt' | 'completedAt'>;

/** Builds the row of an item, or of one that a dry run finds valid. */
export function toItemRow({
  item,
  issues,
}: {
  readonly item: Omit<ReportItem, 'outcome'> & { readonly outcome: string };
  readonly issues: readonly ReportIssue[];
}): ItemRow {
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
    detail: detailOf(item, issues),
    line: item.line,
    op: item.op,
    change: item.change,
    changedFields: item.changedFields?.join(' '),
    priceBefore:
      item.priceBefore &&
      formatAmount({ digits: item.priceBefore.digits, minorUnits: item.priceBefore.priceInMinorUnits }),
    currencyBefore: item.priceBefore?.currency,
  };
}

function detailOf(item: Parameters<typeof isSavedEarlier>[0], issues: readonly ReportIssue[]): string {
  return issues.length === 0 && isSavedEarlier(item)
    ? 'was saved by an earlier delivery; what it changed is not known'
    : issues.map((issue) => issue.detail).join(SEPARATOR);
}

/**
 * Characters that a spreadsheet takes in a cell:
 * https://support.microsoft.com/en-us/office/excel-specifications-and-limits-1672b34d-7043-467e-8e27-269d656771c3
 */
const MAX_CELL_LENGTH = 32_767;

const ELLIPSIS = '…';

/** Cuts a text to what a cell holds. */
export function toCellText(text: string): string {
  return text.length <= MAX_CELL_LENGTH
    ? text
    : `${text.slice(0, MAX_CELL_LENGTH - ELLIPSIS.length).toWellFormed()}${ELLIPSIS}`;
}
