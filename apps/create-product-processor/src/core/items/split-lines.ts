import { type DecodedText, decodeUtf8 } from './decode-utf8.ts';

/** Line of NDJSON, decoded. */
export interface Line extends DecodedText {
  /** Number of the line in the body, from 1. */
  readonly number: number;
  /** Gives the line with a character for each byte, so that any two lines differ. */
  readonly raw: () => string;
}

const LF = 0x0a;
const CR = 0x0d;
const BLANKS: ReadonlySet<number | undefined> = new Set([0x20, 0x09, CR]);

/**
 * Splits NDJSON at LF or CR LF, without its blank lines. A CR alone ends no line. A byte order mark is ignored at the
 * start of any line, because files that begin with one may have been joined.
 */
export function* splitLines(bytes: Uint8Array): Generator<Line> {
  let start = 0;
  for (let number = 1; start < bytes.length; number += 1) {
    const next = bytes.indexOf(LF, start);
    const end = next === -1 ? bytes.length : next;
    if (!isBlank(bytes, start, end)) {
      const length = (bytes[end - 1] === CR ? end - 1 : end) - start;
      const line = Buffer.from(bytes.buffer, bytes.byteOffset + start, length);
      yield { number, ...decodeUtf8(line), raw: () => line.toString('latin1') };
    }
    start = end + 1;
  }
}

function isBlank(bytes: Uint8Array, start: number, end: number): boolean {
  const hasMark = bytes[start] === 0xef && bytes[start + 1] === 0xbb && bytes[start + 2] === 0xbf;
  let at = hasMark ? start + 3 : start;
  while (at < end && BLANKS.has(bytes[at])) {
    at += 1;
  }
  return at >= end;
}
