import { toPrintableText } from '@async-catalog/product-schema';

/** Formats a value for a cell of a table or a line. */
export function toCell(value: unknown): string {
  if (value === undefined || value === null) {
    return '';
  }
  return toPrintableText(typeof value === 'string' ? value : JSON.stringify(value));
}

/** Shortens text, and marks that it did. */
export function shorten(text: string, length: number): string {
  const characters = Array.from(new Intl.Segmenter().segment(text), ({ segment }) => segment);
  return characters.length <= length ? text : `${characters.slice(0, length - 1).join('')}…`;
}

/** Lists the keys of all rows, in order of their first use. */
export function columnsOf(rows: readonly Readonly<Record<string, unknown>>[]): string[] {
  return [...new Set(rows.flatMap((row) => Object.keys(row)))];
}

/** Formats the named columns of a row. */
export function cellsOf(row: object, columns: readonly string[]): string[] {
  return columns.map((column) => toCell((row as Readonly<Record<string, unknown>>)[column]));
}
