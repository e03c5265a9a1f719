/** A product file whose every row, and what becomes of it, follows from its number. */
export interface GeneratedFile {
  readonly rows: number;
  /** Products that the rows are about, in turn: so each product has several rows where there are more rows. */
  readonly products: number;
  /** Distance between rows that are refused. */
  readonly refusedEvery: number;
}

const HEADER = 'sku,name,price,currency,category,description\n';

const skuOf = ({ products }: GeneratedFile, row: number): string => `P-${row % products}`;

/** Tells whether a row, from 0, is refused: its price is no number. */
export function isRefused({ refusedEvery }: GeneratedFile, row: number): boolean {
  return row % refusedEvery === refusedEvery - 1;
}

function* linesOf(file: GeneratedFile): Generator<string> {
  yield HEADER;
  for (let row = 0; row < file.rows; row += 1) {
    const price = isRefused(file, row) ? 'free' : String(row);
    yield `${skuOf(file, row)},Product ${row},${price},EUR,tea,"A description, of row ${row}"\n`;
  }
}

/** Generates the file in parts of a size in bytes; only the last is smaller. */
export function* partsOf(file: GeneratedFile, partBytes: number): Generator<Buffer<ArrayBuffer>> {
  let lines: string[] = [];
  let length = 0;
  let rest = Buffer.alloc(0);
  // Every line is ASCII.
  for (const line of linesOf(file)) {
    lines.push(line);
    length += line.length;
    if (length >= partBytes) {
      rest = Buffer.from(lines.join(''));
      yield rest.subarray(0, partBytes);
      lines = [rest.toString('latin1', partBytes)];
      length = lines[0]!.length;
    }
  }
  if (length > 0) {
    yield Buffer.from(lines.join(''));
  }
}

export function sizeOf(file: GeneratedFile): number {
  let size = 0;
  for (const line of linesOf(file)) {
    size += line.length;
  }
  return size;
}

/** Computes the price of each product after all rows: that of its last row that isn't refused. */
export function expectedPrices(file: GeneratedFile): Map<string, number> {
  const prices = new Map<string, number>();
  for (let row = 0; row < file.rows; row += 1) {
    if (!isRefused(file, row)) {
      prices.set(skuOf(file, row), row);
    }
  }
  return prices;
}
