import { MAX_ROW_BYTES } from '@async-catalog/product-schema';
import { concatBytes } from '../text/concat-bytes.ts';
import { afterLineEnd, countLineEnds, CR, LF, lineEndFrom } from '../text/line-end.ts';
import { CellReader } from './cell-reader.ts';
import { TOO_LONG, textAfterQuote, unclosedQuote } from './row-flaws.ts';
import type { Row, RowFlaw } from './row.ts';

const QUOTE = 0x22;
const SPACE = 0x20;

/** Byte order mark: https://www.unicode.org/faq/utf_bom.html#bom1 */
const MARK = [0xef, 0xbb, 0xbf];

/** Answer where the bytes at hand don't hold the whole row. */
const MORE = -1;

/**
 * Splits a text in UTF-8 into rows, and knows the bytes and lines of each (docs/adr/0027). How the text is cut into
 * chunks makes no difference. A faulty quote spoils only the line on which its row begins; the next row is on the next line.
 */
export class RowScanner {
  readonly #delimiter: number;
  readonly #quote: number;
  readonly #maxRowBytes: number;
  readonly #cells = new CellReader();
  #bytes: Uint8Array = new Uint8Array(0);
  #waiting: Uint8Array[] = [];
  #waitingBytes = 0;
  /** Bytes to collect before the next scan: twice what wasn't enough, or small chunks would cost the square of a row. */
  #wanted: number;
  /** Place of the row that is scanned. */
  #byte: number;
  #line: number;
  #rows: Row[] = [];
  /** Lines and bytes so far of a row that is too long to be kept, until its end is found. */
  #long: { readonly bytes: number; readonly lines: number } | undefined;

  /** Without a delimiter, takes each line as one cell. */
  constructor(
    delimiter: string | undefined,
    { byte, line }: { byte: number; line: number },
    { maxRowBytes = MAX_ROW_BYTES }: { maxRowBytes?: number } = {},
  ) {
    this.#maxRowBytes = maxRowBytes;
    // Equals nothing.
    this.#delimiter = delimiter?.charCodeAt(0) ?? Number.NaN;
    this.#quote = delimiter === undefined ? Number.NaN : QUOTE;
    this.#byte = byte;
    this.#line = line;
    this.#wanted = byte === 0 ? MARK.length : 0;
  }

  /** Takes the next bytes, and gives the rows that they complete. */
  push(chunk: Uint8Array): Row[] {
    this.#waiting.push(chunk);
    this.#waitingBytes += chunk.length;
    return this.#bytes.length + this.#waitingBytes < this.#wanted ? [] : this.#scan(false);
  }

  /** Gives the rows that are left where the text ends. */
  end(): Row[] {
    return this.#scan(true);
  }

  #scan(isEnd: boolean): Row[] {
    const bytes = concatBytes([this.#bytes, ...this.#waiting]);
    this.#waiting = [];
    this.#waitingBytes = 0;
    this.#rows = [];
    let from = this.#byte === 0 && MARK.every((byte, at) => bytes[at] === byte) ? MARK.length : 0;
    this.#byte += from;
    while (from < bytes.length) {
      const next =
        this.#long === undefined
          ? this.#scanRow(bytes, from, isEnd)
          : this.#endLong(bytes, from, from, this.#long.lines, isEnd);
      if (next === MORE) {
        break;
      }
      from = next;
    }
    if (isEnd && this.#long !== undefined) {
      this.#add(this.#long.bytes, this.#long.lines, [''], TOO_LONG);
    }
    this.#bytes = bytes.subarray(from);
    this.#wanted = this.#bytes.length * 2;
    return this.#rows;
  }

  /** Reads the row at `from`, and gives the place after it. */
  #scanRow(bytes: Uint8Array, from: number, isEnd: boolean): number {
    const delimiter = this.#delimiter;
    const limit = from + this.#maxRowBytes;
    let lines = 1;
    let at = from;
    this.#cells.clear();
    for (;;) {
      const start = at;
      while (bytes[at] === SPACE) {
        at += 1;
      }
      if (bytes[at] === this.#quote) {
        const opened = at;
        const closed = closingQuote(bytes, opened);
        if (closed === -1 || closed >= limit) {
          const isKnown = isEnd || bytes.length > limit;
          return isKnown ? this.#spoil(bytes, from, isEnd, unclosedQuote(this.#cells.count + 1)) : MORE;
        }
        at = closed + 1;
        while (bytes[at] === SPACE) {
          at += 1;
        }
        const byte = bytes[at];
        if (byte !== delimiter && byte !== LF && byte !== CR && at <= limit) {
          if (byte !== undefined) {
            return this.#spoil(bytes, from, isEnd, textAfterQuote(this.#cells.count + 1));
          }
          if (!isEnd) {
            return MORE;
          }
        }
        lines += countLineEnds(bytes, opened, closed);
        this.#cells.add(opened + 1, closed, true);
      } else {
        let byte = bytes[at];
        while (byte !== delimiter && byte !== LF && byte !== CR && byte !== undefined) {
          at += 1;
          byte = bytes[at];
        }
        this.#cells.add(start, at, false);
      }
      const isDelimiter = bytes[at] === delimiter;
      if (at > limit || (at === limit && isDelimiter)) {
        return this.#endLong(bytes, from, at, lines, isEnd);
      }
      if (!isDelimiter) {
        return this.#endRow(bytes, from, at, lines, isEnd);
      }
      at += 1;
    }
  }

  /** Ends a row by the first line end from its start on, cut at every delimiter. */
  #spoil(bytes: Uint8Array, from: number, isEnd: boolean, flaw: RowFlaw): number {
    const end = lineEndFrom(bytes, from);
    if (end > from + this.#maxRowBytes) {
      return this.#endLong(bytes, from, end, 1, isEnd);
    }
    this.#cells.clear();
    let start = from;
    for (let at = from; at <= end; at += 1) {
      if (at === end || bytes[at] === this.#delimiter) {
        this.#cells.add(start, at, false);
        start = at + 1;
      }
    }
    return this.#endRow(bytes, from, end, 1, isEnd, flaw);
  }

  #endRow(
    bytes: Uint8Array,
    from: number,
    at: number,
    lines: number,
    isEnd: boolean,
    flaw?: RowFlaw,
  ): number {
    const next = afterLineEnd(bytes, at, isEnd);
    if (next === undefined) {
      return MORE;
    }
    const read = this.#cells.read(bytes, from, at);
    this.#add(next - from, lines, read.cells, flaw ?? read.flaw);
    return next;
  }

  /** Drops the rest of a row that is too long, up to the first line end from `at` on. */
  #endLong(bytes: Uint8Array, from: number, at: number, lines: number, isEnd: boolean): number {
    const before = this.#long?.bytes ?? 0;
    const end = lineEndFrom(bytes, at);
    const next = afterLineEnd(bytes, end, isEnd);
    if (next === undefined) {
      this.#long = { bytes: before + end - from, lines };
      return end === from ? MORE : end;
    }
    this.#long = undefined;
    this.#add(before + next - from, lines, [''], TOO_LONG);
    return next;
  }

  #add(byteCount: number, lines: number, cells: string[], flaw: RowFlaw | undefined): void {
    const [byte, line] = [this.#byte, this.#line];
    this.#byte += byteCount;
    this.#line += lines;
    const place = { line, byte, nextLine: this.#line, nextByte: this.#byte, cells };
    this.#rows.push(flaw === undefined ? place : { ...place, flaw });
  }
}

/** Finds the quote that closes the one at `opened`; two quotes are one that belongs to the text. */
function closingQuote(bytes: Uint8Array, opened: number): number {
  let at = bytes.indexOf(QUOTE, opened + 1);
  while (at !== -1 && bytes[at + 1] === QUOTE) {
    at = bytes.indexOf(QUOTE, at + 2);
  }
  return at;
}
