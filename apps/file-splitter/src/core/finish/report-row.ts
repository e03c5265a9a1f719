import { type ItemRow, toCellText, toCsvLine } from '@async-catalog/report-builder';

/** Columns of an import's report, in order: new ones come last, for programs that count. */
export const REPORT_COLUMNS = [
  'line',
  'sku',
  'op',
  'productId',
  'outcome',
  'change',
  'changedFields',
  'version',
  'price',
  'currency',
  'priceBefore',
  'currencyBefore',
  'code',
  'pointer',
  'detail',
] as const satisfies (keyof ItemRow)[];

export const CSV_HEADER = toCsvLine(REPORT_COLUMNS);

export function toCsvRow(row: ItemRow): string {
  return toCsvLine(REPORT_COLUMNS.map((column) => row[column]));
}

/** Renders a row as a line of NDJSON: the same columns, without those that are empty. */
export function toNdjsonLine(row: ItemRow): string {
  const known: Record<string, string | number> = {};
  for (const column of REPORT_COLUMNS) {
    const value = row[column];
    if (value !== undefined && value !== '') {
      known[column] = typeof value === 'string' ? toCellText(value) : value;
    }
  }
  return `${JSON.stringify(known)}\n`;
}
