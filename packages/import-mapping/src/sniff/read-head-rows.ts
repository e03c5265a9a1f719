import { RowScanner } from '../csv/row-scanner.ts';
import type { Row } from '../csv/row.ts';
import type { Delimiter } from './detect-delimiter.ts';

/** Bytes that are scanned at once, so that few rows cost little. */
const SLICE = 4096;

/** Reads the first rows of a head. A row that the head may cut off isn't among them. */
export function readHeadRows(
  text: Uint8Array,
  { delimiter, isWhole, count }: { delimiter: Delimiter | undefined; isWhole: boolean; count: number },
): Row[] {
  const scanner = new RowScanner(delimiter, { byte: 0, line: 1 });
  const rows: Row[] = [];
  for (let at = 0; at < text.length && rows.length < count; at += SLICE) {
    rows.push(...scanner.push(text.subarray(at, at + SLICE)));
  }
  if (isWhole && rows.length < count) {
    rows.push(...scanner.end());
  }
  return rows.slice(0, count);
}
