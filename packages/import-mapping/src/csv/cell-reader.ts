import type { RowFlaw } from './row.ts';

const STRICT = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const LENIENT = new TextDecoder('utf-8', { ignoreBOM: true });

/** Collects the places of a row's cells, and decodes them. */
export class CellReader {
  /** Start and end of each cell, and 1 if it holds doubled quotes. */
  readonly #places: number[] = [];
  #size = 0;

  /** Number of cells. */
  get count(): number {
    return this.#size / 3;
  }

  clear(): void {
    this.#size = 0;
  }

  add(start: number, end: number, escaped: boolean): void {
    const places = this.#places;
    places[this.#size] = start;
    places[this.#size + 1] = end;
    places[this.#size + 2] = escaped ? 1 : 0;
    this.#size += 3;
  }

  /** Decodes the cells of the row that takes the bytes from `start` to `end`. */
  read(bytes: Uint8Array, start: number, end: number): { cells: string[]; flaw?: RowFlaw } {
    const text = decodeStrictly(bytes.subarray(start, end));
    if (text === undefined) {
      return this.#readDamaged(bytes);
    }
    // As many characters as bytes: all are ASCII, and a place in the bytes is one in the text.
    return {
      cells:
        text.length === end - start
          ? this.#map((from, to) => text.slice(from - start, to - start))
          : this.#map((from, to) => LENIENT.decode(bytes.subarray(from, to))),
    };
  }

  #readDamaged(bytes: Uint8Array): { cells: string[]; flaw: RowFlaw } {
    const cells = this.#map((from, to) => LENIENT.decode(bytes.subarray(from, to)));
    let column = 1;
    for (let at = 0; at < this.#size; at += 3) {
      if (decodeStrictly(bytes.subarray(this.#places[at], this.#places[at + 1])) === undefined) {
        column = at / 3 + 1;
        break;
      }
    }
    return {
      cells,
      flaw: {
        code: 'NOT_WELL_FORMED',
        detail: `is not UTF-8 in column ${column}; save the file as UTF-8, or say its encoding, such as "windows-1252"`,
      },
    };
  }

  #map(decode: (from: number, to: number) => string): string[] {
    const places = this.#places;
    const cells: string[] = [];
    for (let at = 0; at < this.#size; at += 3) {
      const cell = decode(places[at] as number, places[at + 1] as number);
      cells.push(places[at + 2] === 1 ? cell.replaceAll('""', '"') : cell);
    }
    return cells;
  }
}

function decodeStrictly(bytes: Uint8Array): string | undefined {
  try {
    return STRICT.decode(bytes);
  } catch {
    return undefined;
  }
}
