/** A row as somebody writes it into a spreadsheet; an empty cell leaves its field alone. */
export interface ImportRow {
  readonly op: string;
  readonly sku: string;
  readonly name: string;
  /** Some are no price. */
  readonly price: string;
  readonly brand: string;
}

/** A file that somebody imports, and how. */
export interface ImportPlan {
  /** Milliseconds since the start of the history. */
  readonly atMs: number;
  readonly rows: readonly ImportRow[];
  /** The file comes in the request, not in parts. */
  readonly isDirect: boolean;
  /** The number of times that each part is put, and that the import is started, at the same time. */
  readonly copies: number;
  /** Time from its start until it is cancelled, if it is. */
  readonly cancelAfterMs: number | undefined;
  /** Follows the import. If not, nobody looks at it until everything is quiet, so no reader queues what got lost. */
  readonly polls: boolean;
}

const COLUMNS = ['op', 'sku', 'name', 'price', 'brand'] as const satisfies (keyof ImportRow)[];

export function toCsv(rows: readonly ImportRow[]): string {
  return [COLUMNS, ...rows.map((row) => COLUMNS.map((column) => row[column]))]
    .map((cells) => `${cells.join(',')}\n`)
    .join('');
}

/** Line of the first row in the file. */
export const FIRST_LINE = 2;

/** Operation of a row that names none. */
const DEFAULT_OP = 'merge';

/** Converts a row to the item that it means, by other code than the product's. */
export function toItem(row: ImportRow): object {
  if (row.op === 'delete') {
    return { op: 'delete', sku: row.sku };
  }
  const price = Number(row.price);
  const fields = {
    ...row,
    op: row.op === '' ? DEFAULT_OP : row.op,
    price: row.price === '' || Number.isNaN(price) ? row.price : price,
  };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ''));
}
