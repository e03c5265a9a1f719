import { parse } from 'csv-parse/sync';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CSV_DELIMITERS, MAX_ROW_BYTES } from '@async-catalog/product-schema';
import { chunked } from '../testing/chunked.ts';
import { renderRow } from './render-row.ts';
import { RowScanner } from './row-scanner.ts';
import type { Row } from './row.ts';

const START = { byte: 0, line: 1 };
const encoder = new TextEncoder();

function scan(
  chunks: readonly Uint8Array[],
  {
    delimiter = ',',
    maxRowBytes = MAX_ROW_BYTES,
  }: { delimiter?: string | undefined; maxRowBytes?: number } = {},
): Row[] {
  const scanner = new RowScanner(delimiter, START, { maxRowBytes });
  return [...chunks.flatMap((chunk) => scanner.push(chunk)), ...scanner.end()];
}

function scanText(text: string, options?: Parameters<typeof scan>[1]): Row[] {
  return scan([encoder.encode(text)], options);
}

const brief = (rows: readonly Row[]) =>
  rows.map(({ line, cells, flaw }) => [line, cells, ...(flaw ? [flaw.code] : [])]);

/** Texts made of what matters to a scanner. */
const trickyText = fc
  .array(fc.constantFrom('"', '""', ',', ' ', '\n', '\r\n', '\r', 'a', 'bc', 'é', '😀'), { maxLength: 60 })
  .map((parts) => encoder.encode(parts.join('')));

const trickyBytes = fc.oneof(
  trickyText,
  fc
    .array(fc.constantFrom(0x22, 0x2c, 0x20, 0x0a, 0x0d, 0x61, 0xc3, 0xa9, 0xff, 0xef, 0xbb, 0xbf), {
      maxLength: 80,
    })
    .map((bytes) => Uint8Array.from(bytes)),
);

const rowOf = (bytes: number, rest = '') => `a\n${'x'.repeat(bytes)}${rest}\nb,c\n`;

describe('RowScanner', () => {
  it.each([
    [
      'rows and their lines',
      'a,b\nc,d\n',
      [
        [1, ['a', 'b']],
        [2, ['c', 'd']],
      ],
    ],
    [
      'any line end',
      'a\r\nb\rc\n\nd',
      [
        [1, ['a']],
        [2, ['b']],
        [3, ['c']],
        [4, ['']],
        [5, ['d']],
      ],
    ],
    [
      'line ends in quotes',
      '"a\r\nb\nc",d\ne,f',
      [
        [1, ['a\r\nb\nc', 'd']],
        [4, ['e', 'f']],
      ],
    ],
    ['doubled quotes', '"a ""b""",""""\n', [[1, ['a "b"', '"']]]],
    ['a quote within a cell', '5" pipe,6"\n', [[1, ['5" pipe', '6"']]]],
    ['blanks around quotes', 'a, "b, c" ,d\n', [[1, ['a', 'b, c', 'd']]]],
    ['empty cells', ',"",\n', [[1, ['', '', '']]]],
    [
      'a last row without a line end',
      'a\n"b"',
      [
        [1, ['a']],
        [2, ['b']],
      ],
    ],
    ['a byte order mark before a quote', '\uFEFF"a,b",c\n', [[1, ['a,b', 'c']]]],
    [
      'accents and emoji',
      'é,😀\nü,x\n',
      [
        [1, ['é', '😀']],
        [2, ['ü', 'x']],
      ],
    ],
  ])('reads %s', (_, text, rows) => {
    expect(brief(scanText(text))).toEqual(rows);
  });

  it('reads no row of nothing', () => {
    expect(scan([])).toEqual([]);
    expect(scanText('\uFEFF')).toEqual([]);
  });

  it('takes each line as one cell without a delimiter', () => {
    const scanner = new RowScanner(undefined, START);
    const rows = [...scanner.push(encoder.encode('{"a":"x,\\"y"}\n"')), ...scanner.end()];
    expect(brief(rows)).toEqual([
      [1, ['{"a":"x,\\"y"}']],
      [2, ['"']],
    ]);
  });

  it.each([
    [
      'a quote that never ends',
      'a,b\nc,"d\ne,f\ng,h',
      [
        [1, ['a', 'b']],
        [2, ['c', '"d'], 'INVALID_FORMAT'],
        [3, ['e', 'f']],
        [4, ['g', 'h']],
      ],
    ],
    [
      'one that the next quote seems to end',
      'c,"d\ne,"f"\ng,h',
      [
        [1, ['c', '"d'], 'INVALID_FORMAT'],
        [2, ['e', 'f']],
        [3, ['g', 'h']],
      ],
    ],
    [
      'text after a closing quote',
      'a,"b" c,d\ne\n',
      [
        [1, ['a', '"b" c', 'd'], 'INVALID_FORMAT'],
        [2, ['e']],
      ],
    ],
  ])('lets %s spoil only its line', (_, text, rows) => {
    expect(brief(scanText(text))).toEqual(rows);
  });

  it('says in which column a quote is wrong', () => {
    const details = scanText('a,b,"e"f\nc,"d').map(({ flaw }) => flaw?.detail);
    expect(details).toEqual([
      expect.stringContaining('text after the closing quote in column 3'),
      expect.stringContaining('a quote in column 2 that is never closed'),
    ]);
  });

  it('says which column is not UTF-8, and keeps the rest', () => {
    const [row, next] = scan([Uint8Array.of(0x61, 0x2c, 0xe9, 0x2c, 0x62, 0x0a, 0x63)]);
    expect(row).toMatchObject({
      cells: ['a', '\uFFFD', 'b'],
      nextByte: 6,
      flaw: { code: 'NOT_WELL_FORMED' },
    });
    expect(row?.flaw?.detail).toContain('column 2');
    expect(row?.flaw?.detail).toContain('windows-1252');
    expect(next).toMatchObject({ cells: ['c'], byte: 6 });
  });

  describe('at the limit of a row', () => {
    it.each([
      ['takes a row of the most bytes', rowOf(MAX_ROW_BYTES), undefined],
      ['takes one in quotes', `a\n"${'x'.repeat(MAX_ROW_BYTES - 2)}"\nb,c\n`, undefined],
      ['refuses a longer one', rowOf(MAX_ROW_BYTES + 1), 'TOO_LONG'],
      ['refuses one whose cells are too long together', rowOf(MAX_ROW_BYTES, ',x'), 'TOO_LONG'],
      ['refuses one in quotes', `a\n"${'x'.repeat(MAX_ROW_BYTES - 1)}"\nb,c\n`, 'TOO_LONG'],
      ['refuses one of several limits', rowOf(3 * MAX_ROW_BYTES), 'TOO_LONG'],
    ])('%s, and reads on', (_title, text, code) => {
      const rows = scan(chunked(encoder.encode(text), 65_536));
      expect(rows.map(({ line, flaw }) => [line, flaw?.code])).toEqual([
        [1, undefined],
        [2, code],
        [3, undefined],
      ]);
      expect(rows.at(-1)?.cells).toEqual(['b', 'c']);
    });

    it('takes a long row in tiny chunks in a time that grows with its length', () => {
      const rows = scan(chunked(encoder.encode(`"${'x'.repeat(MAX_ROW_BYTES - 2)}"\n`), 16));
      expect(rows[0]?.cells[0]).toHaveLength(MAX_ROW_BYTES - 2);
    });

    it('keeps no more than a few rows of a quote that never ends', () => {
      const text = encoder.encode(`a,"b\n${'a long cell,d\n'.repeat(100_000)}`);
      const rows = scan(chunked(text, 65_536));
      expect(rows.length).toBe(100_001);
      expect(rows[0]).toMatchObject({ line: 1, flaw: { code: 'INVALID_FORMAT' } });
      expect(rows.at(-1)).toMatchObject({
        line: 100_001,
        cells: ['a long cell', 'd'],
        nextByte: text.length,
      });
    });
  });

  it('reads what is written, as another reader does', () => {
    const cell = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.stringMatching(/^[",;\r\n a]*$/),
      fc.constantFrom('', '"', '\n'),
    );
    fc.assert(
      fc.property(
        fc.array(fc.array(cell, { minLength: 1, maxLength: 5 }), { maxLength: 10 }),
        fc.constantFrom(...CSV_DELIMITERS),
        fc.nat(7),
        (rows, delimiter, size) => {
          const text = rows.map((cells) => renderRow(cells, { kind: 'csv', delimiter })).join('');
          const scanned = scan(chunked(encoder.encode(text), size + 1), { delimiter }).map(
            ({ cells }) => cells,
          );
          // A mark at the start is no text.
          const written = rows.map((cells, at) =>
            at === 0 ? [cells[0]?.replace(/^\uFEFF/, ''), ...cells.slice(1)] : cells,
          );
          expect(scanned).toEqual(written);
          const others: string[][] = parse(text, {
            delimiter,
            relax_column_count: true,
            record_delimiter: '\r\n',
            bom: true,
          });
          expect(scanned).toEqual(others);
        },
      ),
    );
  });

  it('reads any bytes the same, however they are cut, in any limit', () => {
    fc.assert(
      fc.property(
        trickyBytes,
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 40 }),
        (bytes, size, maxRowBytes) => {
          const whole = scan([bytes], { maxRowBytes });
          expect(scan(chunked(bytes, size), { maxRowBytes })).toEqual(whole);
        },
      ),
      {
        numRuns: 2_000,
        // A delimiter is the first byte too many, and the next chunk begins with a quote.
        examples: [[encoder.encode('"x\n","y"\nz'), 5, 4]],
      },
    );
  });

  it('knows the byte and the line of every row, and leaves no byte out', () => {
    fc.assert(
      fc.property(trickyBytes, fc.integer({ min: 1, max: 40 }), (bytes, maxRowBytes) => {
        const rows = scan([bytes], { maxRowBytes });
        const mark = [0xef, 0xbb, 0xbf].every((byte, at) => bytes[at] === byte) ? 3 : 0;
        let byte = mark;
        for (const row of rows) {
          expect(row.byte).toBe(byte);
          const before = String.fromCharCode(...bytes.subarray(0, byte));
          expect(row.line).toBe(before.split(/\r\n|\r|\n/).length);
          byte = row.nextByte;
        }
        expect(byte).toBe(bytes.length);
      }),
      { numRuns: 2_000 },
    );
  });

  it('reads on from any row as if it had begun there', () => {
    fc.assert(
      fc.property(trickyBytes, fc.integer({ min: 1, max: 40 }), (bytes, maxRowBytes) => {
        const rows = scan([bytes], { maxRowBytes });
        rows.forEach((row, at) => {
          const place = { byte: row.nextByte, line: row.nextLine };
          const scanner = new RowScanner(',', place, { maxRowBytes });
          const rest = [...scanner.push(bytes.subarray(row.nextByte)), ...scanner.end()];
          expect(rest).toEqual(rows.slice(at + 1));
        });
      }),
    );
  });
});
