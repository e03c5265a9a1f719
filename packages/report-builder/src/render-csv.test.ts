import type { ReportItem } from '@async-catalog/product-schema';
import { parse } from 'csv-parse/sync';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ReportFacts, buildReport } from './index.ts';
import { renderCsv } from './render-csv.ts';
import { isSavedEarlier } from './saved-earlier.ts';
import { submissionRecord } from '@async-catalog/product-schema/testing';
import { arbitraryFacts, itemResult, submissionId } from './testing/facts.ts';

type Row = Record<string, string>;

const csvFrom = (facts: ReportFacts): string => [...renderCsv(buildReport(facts))].join('');

/** Reads RFC 4180, strict about quotes, line ends and the number of cells. */
function read(csv: string): Row[] {
  return parse(csv, { columns: true, record_delimiter: '\r\n' });
}

/**
 * Puts an apostrophe before whatever would start a formula, at the start of a cell or after characters that
 * some readers take for its end.
 */
function guarded(text: string): string {
  return text.replaceAll(/^(?=[=+\-@\t\r\n＝＋－＠])|(?<=[\r\n;]"*)(?=[=+\-@\t＝＋－＠])/g, "'");
}

function decimalOf({
  digits = 0,
  priceInMinorUnits,
}: Pick<ReportItem, 'digits' | 'priceInMinorUnits'>): string {
  return priceInMinorUnits === undefined ? '' : (priceInMinorUnits / 10 ** digits).toFixed(digits);
}

function csvOf(category: string): string {
  return csvFrom({
    record: submissionRecord({ total: 1, saved: new Set([0]) }),
    results: [itemResult(0, { category })],
    rejected: [],
    completedAt: '2026-01-31T09:30:01.500Z',
  });
}

describe('renderCsv', () => {
  it('has a header row and a row an item, each ended by CR LF', () => {
    const record = submissionRecord({ id: submissionId, total: 2, rejected: 1, saved: new Set([0]) });
    const csv = csvFrom({
      record,
      results: [itemResult(0, { sku: 'A-1', category: 'Café, "Zürich"', price: 12.05 })],
      rejected: [
        {
          index: 1,
          line: 3,
          errors: [
            { pointer: '/name', code: 'REQUIRED', detail: 'is missing; send a string' },
            { pointer: '/price', code: 'TOO_SMALL', detail: 'is negative; send 0 or more' },
          ],
        },
      ],
      completedAt: '2026-01-31T09:30:01.500Z',
    });

    const submission = `${submissionId},anonymous,2026-01-31T09:30:00.000Z,2026-01-31T09:30:01.500Z,`;
    expect(csv.split('\r\n')).toEqual([
      'index,sku,productId,outcome,version,category,price,currency,severity,code,pointer,detail,submissionId,caller,createdAt,completedAt,line,op,change,changedFields,priceBefore,currencyBefore',
      `0,A-1,${itemResult(0).productId},saved,1,"Café, ""Zürich""",12.05,EUR,,,,,${submission},,,,,`,
      `1,,,rejected,,,,,error,REQUIRED | TOO_SMALL,/name | /price,is missing; send a string | is negative; send 0 or more,${submission}3,,,,,`,
      '',
    ]);
  });

  it('reads back as the same items and issues', () => {
    fc.assert(
      fc.property(arbitraryFacts, (facts) => {
        const report = buildReport(facts);
        const rows = read(csvFrom(facts));

        expect(rows.map((row) => [row['index'], row['sku'], row['outcome']])).toEqual(
          report.items.map((item) => [String(item.index), guarded(item.sku ?? ''), item.outcome]),
        );
        for (const [place, item] of report.items.entries()) {
          const issues = report.issues.filter((issue) => issue.index === item.index);
          expect({
            productId: rows[place]?.['productId'],
            version: rows[place]?.['version'],
            category: rows[place]?.['category'],
            price: rows[place]?.['price'],
            line: rows[place]?.['line'],
            op: rows[place]?.['op'],
            change: rows[place]?.['change'],
            changedFields: rows[place]?.['changedFields'],
            priceBefore: rows[place]?.['priceBefore'],
            currencyBefore: rows[place]?.['currencyBefore'],
            currency: rows[place]?.['currency'],
            code: rows[place]?.['code'],
            pointer: rows[place]?.['pointer'],
            detail: rows[place]?.['detail'],
            caller: rows[place]?.['caller'],
          }).toEqual({
            productId: item.productId ?? '',
            version: String(item.version ?? ''),
            category: guarded(item.category ?? ''),
            price: decimalOf(item),
            line: String(item.line ?? ''),
            op: item.op ?? '',
            change: item.change ?? '',
            changedFields: item.changedFields?.join(' ') ?? '',
            priceBefore: decimalOf(item.priceBefore ?? {}),
            currencyBefore: item.priceBefore?.currency ?? '',
            currency: item.currency ?? '',
            code: issues.map((issue) => issue.code).join(' | '),
            pointer: guarded(issues.map((issue) => issue.pointer).join(' | ')),
            detail:
              issues.length === 0 && isSavedEarlier(item)
                ? 'was saved by an earlier delivery; what it changed is not known'
                : guarded(issues.map((issue) => issue.detail).join(' | ')),
            caller: guarded(report.header.caller),
          });
        }
      }),
    );
  });

  it('has no cell that a spreadsheet takes for a formula', () => {
    fc.assert(
      fc.property(arbitraryFacts, (facts) => {
        for (const cell of read(csvFrom(facts)).flatMap((row) => Object.values(row))) {
          expect(cell).not.toMatch(/^[=+\-@\t\r\n＝＋－＠]/);
        }
      }),
    );
  });

  it.each([
    "Mugs\n=cmd|' /C calc'!A0\n1;fake",
    "Mugs\r=cmd|' /C calc'!A0\r1,fake",
    'a;=1+1',
    'a\r\n＠SUM(1)',
  ])(
    'keeps %j in its cell for a reader that ends rows at any line end, and runs no part of it where cells end at semicolons',
    (category) => {
      const csv = csvOf(category);

      const rows: Row[] = parse(csv, { columns: true, record_delimiter: ['\r\n', '\n', '\r'] });
      expect(rows.map((row) => row['category'])).toEqual([guarded(category)]);

      const cells: string[][] = parse(csv, {
        delimiter: ';',
        quote: false,
        record_delimiter: ['\r\n', '\n', '\r'],
        relax_column_count: true,
      });
      expect(cells.flat().filter((cell) => /^[=+\-@\t＝＋－＠]/.test(cell))).toEqual([]);
    },
  );

  it.each([
    ['keeps a cell of the most characters that a spreadsheet takes', 32_767, 'x'.repeat(32_767)],
    ['cuts a longer one', 32_768, `${'x'.repeat(32_766)}…`],
  ])('%s', (_, length, cell) => {
    expect(read(csvOf('x'.repeat(length)))[0]?.['category']).toBe(cell);
  });
});
