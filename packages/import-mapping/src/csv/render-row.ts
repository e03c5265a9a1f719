import type { FileFormat } from '@async-catalog/product-schema';
import { dsvFormat } from 'd3-dsv';

/** Renders a row, with its line end, as a file of that format has it. Of NDJSON, the only cell is the line. */
export function renderRow(
  cells: readonly string[],
  { kind, delimiter = ',' }: Pick<FileFormat, 'kind' | 'delimiter'>,
): string {
  return kind === 'ndjson' ? `${cells[0] ?? ''}\n` : `${dsvFormat(delimiter).formatRow([...cells])}\r\n`;
}
