import * as fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { buildReport, renderText } from './index.ts';
import { submissionRecord } from '@async-catalog/product-schema/testing';
import { arbitraryFacts, arbitraryReordering, itemResult, submissionId } from './testing/facts.ts';

describe('renderText', () => {
  it('shows the result first, then what needs attention', async () => {
    const record = submissionRecord({
      id: submissionId,
      caller: 'shop-1',
      total: 5,
      rejected: 1,
      saved: new Set([0, 1]),
      superseded: new Set([2]),
      failed: new Set([3]),
      failures: { 3: { code: 'ITEM_TOO_LARGE', detail: 'is larger than the table takes' } },
    });
    const report = buildReport({
      record,
      results: [
        itemResult(0, { sku: 'A-1', category: 'Кофе и чай', priceInHundredths: 123_456_789 }),
        itemResult(1, { category: '電子機器・家電・オーディオ・ビジュアル・パソコン周辺機器・消耗品' }),
        itemResult(2, { outcome: 'superseded', sku: 'B-2' }),
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

    expect(await renderText(report)).toMatchInlineSnapshot(`
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
        warning  #2 B-2: SUPERSEDED
                 was not written: a newer state of this product was saved before
        error    #3: ITEM_TOO_LARGE
                 is larger than the table takes
        error    #4 C 3 /sku: INVALID_SKU
                 is not a SKU; send 1 to 64 of A-Z a-z 0-9 . _ / -

      Saved, by category and currency
      -------------------------------
             1        1234567.89 EUR  Кофе и чай
             1             10.00 EUR  電子機器・家電・オーディオ・ビジュアル・パソコン
                                      周辺機器・消耗品

      Items (5)
      ---------
            #0  saved       A-1, version 1, 1234567.89 EUR, Кофе и чай,
                            6d144ca6-fe7b-5263-838d-bf5add6c9f67
            #1  saved       version 1, 10.00 EUR, 電子機器・家電・オーディオ・ビジュア
                            ル・パソコン周辺機器・消耗品,
                            20fa61fb-078b-5c88-8bbf-4f1c13769365
            #2  superseded  B-2, 10.00 EUR, 45409288-f1fc-5fe7-a4ac-14315a91e47e
            #3  failed
            #4  rejected    C 3
      "
    `);
  });

  it('has no section without a line', async () => {
    const record = submissionRecord({ total: 1, failed: new Set([0]) });
    const report = buildReport({
      record,
      results: [],
      rejected: [],
      completedAt: '2026-01-31T09:30:01.500Z',
    });

    expect(await renderText(report)).not.toContain('Saved, by category');
  });

  it('fits into 80 columns, whatever the script', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryFacts, async (facts) => {
        for (const line of (await renderText(buildReport(facts))).split('\n')) {
          expect(stringWidth(line)).toBeLessThanOrEqual(80);
        }
      }),
    );
  });

  it('contains nothing that a terminal would obey', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryFacts, async (facts) => {
        expect((await renderText(buildReport(facts))).replaceAll('\n', '')).not.toMatch(
          /[[\p{Cc}\p{Cf}\u2028\u2029]--[\u200C\u200D]]/v,
        );
      }),
    );
  });

  it('gives the same text for the same facts in any order', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryReordering, async ([facts, reordered]) => {
        expect(await renderText(buildReport(reordered))).toBe(await renderText(buildReport(facts)));
      }),
    );
  });
});
