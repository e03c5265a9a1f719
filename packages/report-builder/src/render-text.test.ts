import * as fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { buildReport, renderText, type ReportFacts } from './index.ts';
import { submissionRecord } from '@async-catalog/product-schema/testing';
import { arbitraryFacts, itemResult, submissionId } from './testing/facts.ts';
import { worstReport } from './testing/worst-report.ts';

const textFrom = (facts: ReportFacts): string => [...renderText(buildReport(facts))].join('');

describe('renderText', () => {
  it('shows the result first, then what needs attention', () => {
    const record = submissionRecord({
      id: submissionId,
      caller: 'shop-1',
      total: 5,
      rejected: 1,
      saved: new Set([0, 1]),
      superseded: new Set([2]),
      failed: new Set([3]),
    });
    const text = textFrom({
      record,
      results: [
        itemResult(0, { sku: 'A-1', category: 'Кофе и чай', price: 1_234_567.89 }),
        itemResult(1, { category: '電子機器・家電・オーディオ・ビジュアル・パソコン周辺機器・消耗品' }),
        itemResult(2, { outcome: 'superseded', sku: 'B-2' }),
        itemResult(3, {
          outcome: 'failed',
          error: { code: 'ITEM_TOO_LARGE', pointer: '', detail: 'is larger than the table takes' },
        }),
      ],
      rejected: [
        {
          index: 4,
          sku: 'C 3',
          errors: [
            {
              pointer: '/sku',
              code: 'INVALID_SKU',
              detail: 'is not a SKU; send 1 to 64 of A-Z a-z 0-9 . _ / -',
            },
          ],
        },
      ],
      completedAt: '2026-01-31T09:30:01.500Z',
    });

    expect(text).toMatchInlineSnapshot(`
      "Submission 0198c0de-0000-7000-8000-000000000000: completed with errors

        Caller      shop-1
        Accepted    2026-01-31T09:30:00.000Z
        Completed   2026-01-31T09:30:01.500Z
        Took        1500 ms

        Total            5
        Saved            2
        Superseded       1
        Failed           1
        Rejected         1

      Issues (3)
      ----------
            #2  warning     SUPERSEDED B-2: was not written: a newer operation was applied before
            #3  error       ITEM_TOO_LARGE: is larger than the table takes
            #4  error       INVALID_SKU C 3 /sku: is not a SKU; send 1 to 64 of A-Z a-z 0-9 . _ / -

      Saved, by category and currency
      -------------------------------
             1        1234567.89 EUR  Кофе и чай
             1             10.00 EUR  電子機器・家電・オーディオ・ビジュアル・パソコン周辺機器・消耗品

      Items (5)
      ---------
            #0  saved       A-1, version 1, 1234567.89 EUR, Кофе и чай
            #1  saved       20fa61fb-078b-5c88-8bbf-4f1c13769365, version 1, 10.00 EUR, 電子機器・家電・…
            #2  superseded  B-2, 10.00 EUR
            #3  failed      413b912c-6228-5594-b01b-ed059aef25ff, 10.00 EUR
            #4  rejected    C 3
      "
    `);
  });

  it('counts and lists cancelled items', () => {
    const text = textFrom({
      record: submissionRecord({ id: submissionId, cancelled: new Set([0]) }),
      results: [itemResult(0, { outcome: 'cancelled', sku: 'A-1', line: 2 })],
      rejected: [],
      completedAt: '2026-01-31T09:30:01.500Z',
    });

    expect(text).toContain(': cancelled\n');
    expect(text).toMatch(/^  Cancelled +1$/m);
    expect(text).toMatch(/^ +#0 +cancelled +A-1, 10\.00 EUR$/m);
    expect(text).toMatch(/CANCELLED line 2 A-1: was not saved: it was cancelled before/);
  });

  it('prints prices with the decimals of their currency, and names the line of an issue', () => {
    const text = textFrom({
      record: submissionRecord({ total: 3, saved: new Set([0, 1]), failed: new Set([2]) }),
      results: [
        itemResult(0, { currency: 'KWD', price: 1.5 }),
        itemResult(1, { currency: 'JPY', price: 1999 }),
        itemResult(2, {
          outcome: 'failed',
          line: 7,
          sku: 'A-1',
          error: { code: 'THROTTLED', pointer: '', detail: 'was throttled' },
        }),
      ],
      rejected: [],
      completedAt: '2026-01-31T09:30:01.500Z',
    });

    expect(text).toMatch(/ {2}1\.500 KWD\b/);
    expect(text).toMatch(/ {2}1999 JPY\b/);
    expect(text).toContain('THROTTLED line 7 A-1: was throttled');
  });

  it.each([
    ['continues a detail that is too long, so that its fix is read', 20, /round it\n/],
    ['cuts a detail after four lines', 200, /…\n/],
  ])('%s', (_, words, expected) => {
    const text = textFrom({
      record: submissionRecord({ total: 1, failed: new Set([0]) }),
      results: [
        itemResult(0, {
          outcome: 'failed',
          error: { code: 'THROTTLED', pointer: '', detail: `${'word '.repeat(words)}round it` },
        }),
      ],
      rejected: [],
      completedAt: '2026-01-31T09:30:01.500Z',
    });
    const issue = text.slice(text.indexOf('Issues'), text.indexOf('Items'));

    expect(issue).toMatch(expected);
    expect(issue.match(/^ {22}word/gm)?.length).toBeLessThanOrEqual(3);
  });

  it('has no section without a line', () => {
    const record = submissionRecord({ total: 1, failed: new Set([0]) });
    const text = textFrom({
      record,
      results: [],
      rejected: [],
      completedAt: '2026-01-31T09:30:01.500Z',
    });

    expect(text).not.toContain('Saved, by category');
  });

  it('fits into 100 columns, whatever the script, in one line an item and at most four an issue', () => {
    fc.assert(
      fc.property(arbitraryFacts, (facts) => {
        const { items, issues, summary } = buildReport(facts);
        const lines = textFrom(facts).split('\n');
        for (const line of lines) {
          expect(stringWidth(line)).toBeLessThanOrEqual(100);
        }
        const numbered = lines.filter((line) => /^ +#\d+ /.test(line));
        expect(numbered).toHaveLength(items.length + issues.length);
        const sums = summary.totals.length + 2 * summary.priceChanges.length;
        expect(lines.length).toBeLessThan(items.length + 4 * issues.length + sums + 25);
      }),
    );
  });

  it.each(Object.entries(worstReport))('fits the longest fields in %s into 100 columns', (_, report) => {
    const lines = [...renderText(report)].filter((line) => line.includes('#'));
    for (const line of lines
      .slice(0, 5)
      .concat(lines.slice(-5))
      .flatMap((entry) => entry.split('\n'))) {
      expect(stringWidth(line.trimEnd())).toBeLessThanOrEqual(100);
    }
  });

  it.each([
    ['x', 78],
    ['語', 39],
    ['👩‍👩‍👧‍👦', 9],
  ])('shows a caller of as many %s as fit, and cuts one more with an ellipsis', (unit, most) => {
    const callerOf = (count: number): string | undefined => {
      const facts = {
        record: submissionRecord({ saved: new Set([0]), caller: unit.repeat(count) }),
        results: [],
        rejected: [],
        completedAt: '2026-01-31T09:30:01.500Z',
      };
      return textFrom(facts)
        .split('\n')
        .find((line) => line.startsWith('  Caller'));
    };

    expect(callerOf(most)).toBe(`  Caller      ${unit.repeat(most)}`);
    expect(callerOf(most + 10)).toMatch(/…$/);
  });

  it.each(['\u0301', '\u200D', '\uFE0F', '\u202E'])(
    'keeps a line short whatever the length of a text, of %j too, which takes no column',
    (unit) => {
      const text = textFrom({
        record: submissionRecord({ saved: new Set([0]), caller: `x${unit.repeat(1_000_000)}` }),
        results: [itemResult(0, { category: unit.repeat(1_000_000) })],
        rejected: [],
        completedAt: '2026-01-31T09:30:01.500Z',
      });

      for (const line of text.split('\n')) {
        expect(line.length).toBeLessThanOrEqual(500);
      }
      expect(text).toContain('…\n');
    },
  );

  it('contains nothing that a terminal would obey', () => {
    fc.assert(
      fc.property(arbitraryFacts, (facts) => {
        expect(textFrom(facts).replaceAll('\n', '')).not.toMatch(
          /[[\p{Cc}\p{Cf}\u2028\u2029]--[\u200C\u200D]]/v,
        );
      }),
    );
  });
});
