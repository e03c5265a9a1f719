import type { Report } from '@async-catalog/product-schema';
import { submissionRecord } from '@async-catalog/product-schema/testing';
import { read, utils } from '@e965/xlsx';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildReport } from './index.ts';
import { renderXlsx } from './render-xlsx.ts';
import { COLUMNS, rowsOf } from './table.ts';
import { arbitraryFacts, itemResult } from './testing/facts.ts';

type Cell = string | number | null;

/** Reads a workbook by another library than wrote it. */
async function open(report: Report) {
  const bytes = await new Response(renderXlsx(report)).bytes();
  const { Sheets, SheetNames } = read(bytes, { cellNF: true, cellStyles: true, bookFiles: true });
  const sheet = Sheets[SheetNames[0] ?? ''] ?? {};
  return { sheet, SheetNames, bytes, rows: utils.sheet_to_json<Cell[]>(sheet, { header: 1, defval: null }) };
}

function reportOf(...results: Partial<Parameters<typeof itemResult>[1]>[]): Report {
  return buildReport({
    record: submissionRecord({ total: results.length, saved: new Set(results.keys()) }),
    results: results.map((result, index) => itemResult(index, result)),
    rejected: [],
    completedAt: '2026-01-31T09:30:01.500Z',
  });
}

const SKU = COLUMNS.indexOf('sku');

describe('renderXlsx', () => {
  it('has a sheet with a header row and a row an item, prices as numbers with their decimals', async () => {
    const report = reportOf(
      {
        sku: 'A-1',
        category: 'Café',
        price: 12.5,
        line: 3,
        op: 'patch',
        change: 'updated',
        changedFields: ['price', 'currency'],
        priceBefore: 1.5,
        currencyBefore: 'KWD',
      },
      { currency: 'JPY', price: 1999 },
      { currency: 'KWD', price: 0.125 },
      { price: 99_999_999.99 },
    );
    const { sheet, SheetNames, rows } = await open(report);

    expect(SheetNames).toEqual(['Items']);
    expect(rows[0]).toEqual(COLUMNS);
    expect(rows[1]?.slice(0, 8)).toEqual([
      0,
      'A-1',
      report.items[0]?.productId,
      'saved',
      1,
      'Café',
      12.5,
      'EUR',
    ]);
    expect(rows[1]?.slice(COLUMNS.indexOf('line'))).toEqual([
      3,
      'patch',
      'updated',
      'price currency',
      1.5,
      'KWD',
    ]);
    expect((sheet['U2'] as { w: string }).w).toBe('1.500');
    const priceCells = ['G2', 'G3', 'G4', 'G5'].map((place) => sheet[place] as { t: string; w: string });
    expect(priceCells.map(({ t, w }) => [t, w])).toEqual([
      ['n', '12.50'],
      ['n', '1999'],
      ['n', '0.125'],
      ['n', '99999999.99'],
    ]);
  });

  it.each([
    '007',
    '-10',
    '+49 30 1234',
    '=1+1',
    '@SUM(A1)',
    '=HYPERLINK("https://example.com")',
    '12345678901234567890',
    '1E5',
    '3-4',
    '2026-01-31',
    'TRUE',
    '#REF!',
    "'quoted",
    'constructor',
    '__proto__',
    '_x0041_',
    '_x005F_x0041_',
    '__x000D_',
    ' spaces at its ends ',
    'two\nlines\tand a tab',
    'NUL \u0000, bell \u0007, U+FFFE \uFFFE, U+FFFF \uFFFF',
    '<b>&amp;</b> ]]>',
    '語 👩‍👩‍👧‍👦 e\u0301',
  ])('keeps %j as text, as it is', async (text) => {
    const { sheet, rows } = await open(reportOf({ sku: text }));

    expect((sheet['B2'] as { t: string }).t).toBe('s');
    expect(rows[1]?.[SKU]).toBe(text);
  });

  it('ends the lines in a cell as spreadsheets do', async () => {
    expect((await open(reportOf({ sku: 'a\r\nb\rc\nd' }))).rows[1]?.[SKU]).toBe('a\nb\nc\nd');
  });

  it('writes a lone surrogate, which no XML can hold, as the replacement character', async () => {
    expect((await open(reportOf({ sku: 'a\uD800b' }))).rows[1]?.[SKU]).toBe('a\uFFFDb');
  });

  it.each([
    ['keeps a cell of the most characters that a spreadsheet takes', 32_767, 'x'.repeat(32_767)],
    ['cuts a longer one', 32_768, `${'x'.repeat(32_766)}…`],
  ])('%s', async (_, length, cell) => {
    expect((await open(reportOf({ sku: 'x'.repeat(length) }))).rows[1]?.[SKU]).toBe(cell);
  });

  it('has a bold header row that stays in sight, and columns that are wide enough', async () => {
    const report = reportOf({}, { currency: 'JPY' });
    const { bytes, sheet } = await open(report);
    const files = read(bytes, { bookFiles: true }) as unknown as {
      files: Record<string, { content: Uint8Array }>;
    };
    const xml = (name: string) => Buffer.from(files.files[name]?.content ?? []).toString();
    const sheetXml = xml('xl/worksheets/sheet1.xml');

    expect(sheetXml).toMatch(/<pane ySplit="1" topLeftCell="A2" state="frozen"/);
    expect(sheet['!cols']).toHaveLength(COLUMNS.length);
    const stylesOf = (row: number) => [
      ...new Set(
        Array.from(sheetXml.matchAll(RegExp(`r="[A-Z]+${row}"[^>]*?s="(\\d+)"`, 'g')), ([, s]) => s),
      ),
    ];
    const [bold] = stylesOf(1);
    expect(stylesOf(1)).toHaveLength(1);
    expect(stylesOf(2)).not.toContain(bold);
    const cellFormats =
      xml('xl/styles.xml')
        .match(/<cellXfs.*<\/cellXfs>/)?.[0]
        .match(/<xf [^>]*>/g) ?? [];
    const fonts = xml('xl/styles.xml').match(/<font>.*?<\/font>/g) ?? [];
    expect(fonts[Number(/fontId="(\d+)"/.exec(cellFormats[Number(bold)] ?? '')?.[1])]).toContain('<b/>');
  });

  it('says the same as the table that it is made of, and has no formula', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryFacts, async (facts) => {
        const report = buildReport(facts);
        const { sheet, rows } = await open(report);

        const cells = Object.entries(sheet).filter(([place]) => !place.startsWith('!'));
        expect(cells.filter(([, cell]) => (cell as { f?: string }).f !== undefined)).toEqual([]);
        expect(rows.slice(1)).toEqual(
          Array.from(rowsOf(report), (row) =>
            COLUMNS.map((column) => {
              const value = row[column];
              return value === undefined || value === ''
                ? null
                : column === 'price' || column === 'priceBefore'
                  ? Number(value)
                  : typeof value === 'string'
                    ? value.replaceAll(/\r\n?/g, '\n')
                    : value;
            }),
          ),
        );
      }),
      { numRuns: 50 },
    );
  });
});
