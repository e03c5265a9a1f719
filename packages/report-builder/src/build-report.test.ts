import { countsOf, MAX_BATCH_ITEMS, outcomeOf, Report } from '@async-catalog/product-schema';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildReport } from './index.ts';
import { submissionRecord } from '@async-catalog/product-schema/testing';
import { arbitraryFacts, arbitraryReordering, itemResult, submissionId } from './testing/facts.ts';

const completedAt = '2026-01-31T09:30:01.500Z';
const none = { rejected: [], completedAt };

describe('buildReport', () => {
  it('lists what was saved', () => {
    const record = submissionRecord({ id: submissionId, saved: new Set([0]) });
    const result = itemResult(0, { sku: 'A-1', category: 'Audio', version: 4, price: 19.99 });

    expect(buildReport({ record, results: [result], ...none })).toEqual({
      header: {
        schemaVersion: 2,
        submissionId,
        caller: 'anonymous',
        createdAt: '2026-01-31T09:30:00.000Z',
        completedAt,
      },
      summary: {
        status: 'completed',
        counts: { total: 1, saved: 1, superseded: 0, failed: 0, rejected: 0, cancelled: 0, pending: 0 },
        durationMs: 1500,
        changes: { created: 0, updated: 0, unchanged: 0, deleted: 0 },
        totals: [{ category: 'Audio', currency: 'EUR', products: 1, digits: 2, priceInMinorUnits: 1999 }],
        priceChanges: [],
      },
      issues: [],
      items: [
        {
          index: 0,
          productId: result.productId,
          sku: 'A-1',
          outcome: 'saved',
          version: 4,
          category: 'Audio',
          currency: 'EUR',
          digits: 2,
          priceInMinorUnits: 1999,
        },
      ],
    });
  });

  it('takes the outcome from the record, and the details from the result that has it', () => {
    const record = submissionRecord({ total: 1, saved: new Set([0]), failed: new Set([0]) });
    const error = { code: 'THROTTLED', pointer: '', detail: 'was throttled' };
    const failed = itemResult(0, { outcome: 'failed', sku: 'A-1', version: undefined, error });
    const saved = itemResult(0, { version: 2 });

    const { items, issues } = buildReport({ record, results: [failed, saved], ...none });

    expect(items).toMatchObject([{ outcome: 'saved', version: 2, sku: 'A-1' }]);
    expect(issues).toEqual([]);
  });

  it('gives no version to what was not saved', () => {
    const record = submissionRecord({ total: 1, superseded: new Set([0]) });

    const { items, issues } = buildReport({ record, results: [itemResult(0, { version: 7 })], ...none });

    expect(items[0]).toMatchObject({ outcome: 'superseded', version: undefined });
    expect(issues).toMatchObject([{ index: 0, severity: 'warning', code: 'SUPERSEDED' }]);
  });

  it('says of a cancelled item why it was not saved, whatever an earlier delivery found', () => {
    const record = submissionRecord({ total: 2, saved: new Set([0]), cancelled: new Set([0, 1]) });
    const error = { code: 'RETRIES_EXHAUSTED', pointer: '', detail: 'is not known to be saved' };

    const { summary, issues, items } = buildReport({
      record,
      results: [
        itemResult(1, { outcome: 'failed', error }),
        itemResult(1, { outcome: 'cancelled', line: 3 }),
      ],
      ...none,
    });

    expect(summary).toMatchObject({ status: 'cancelled', counts: { saved: 1, cancelled: 1, failed: 0 } });
    expect(items[1]).toMatchObject({ outcome: 'cancelled', line: 3, version: undefined });
    expect(issues).toMatchObject([{ index: 1, line: 3, severity: 'warning', code: 'CANCELLED' }]);
  });

  it('lists an item without a result', () => {
    const { items } = buildReport({
      record: submissionRecord({ total: 1, saved: new Set([0]) }),
      results: [],
      ...none,
    });

    expect(items).toMatchObject([{ index: 0, outcome: 'saved' }]);
  });

  it('takes the reason of a failure from the results, the same one in whatever order they come', () => {
    const record = submissionRecord({ total: 3, failed: new Set([0, 1, 2]), superseded: new Set([2]) });
    const throttled = { code: 'THROTTLED', pointer: '', detail: 'was throttled' };
    const tooLong = { code: 'TOO_LONG', pointer: '/name', detail: 'has 70 characters' };
    const results = [throttled, tooLong].map((error) => itemResult(0, { outcome: 'failed', error }));

    const { issues } = buildReport({ record, results, ...none });

    expect(issues).toMatchObject([
      { index: 0, severity: 'error', code: expect.stringMatching(/THROTTLED|TOO_LONG/) as string },
      {
        index: 1,
        severity: 'error',
        code: 'REASON_UNKNOWN',
        pointer: '',
        detail: 'was not saved; the reason is not known',
      },
      { index: 2, severity: 'warning', code: 'SUPERSEDED' },
    ]);
    expect(buildReport({ record, results: results.toReversed(), ...none }).issues).toEqual(issues);
  });

  it('lists rejected items in their place, with all their errors', () => {
    const record = submissionRecord({ total: 3, rejected: 1, saved: new Set([0, 2]) });
    const errors = [
      { pointer: '/name', code: 'REQUIRED' as const, detail: 'is missing; send a string' },
      { pointer: '/price', code: 'TOO_SMALL' as const, detail: 'is negative; send 0 or more' },
    ];
    const rejectedPatch = { index: 1, sku: 'A-1', op: 'patch' as const, errors };

    const report = buildReport({
      record,
      results: [itemResult(2), itemResult(0)],
      rejected: [rejectedPatch],
      completedAt,
    });

    expect(report.items[1]).toEqual({ index: 1, sku: 'A-1', op: 'patch', outcome: 'rejected' });

    expect(report.items.map(({ index, outcome }) => [index, outcome])).toEqual([
      [0, 'saved'],
      [1, 'rejected'],
      [2, 'saved'],
    ]);
    expect(report.issues).toEqual(
      errors.map((error) => ({ index: 1, sku: 'A-1', severity: 'error', ...error })),
    );
  });

  it('adds up what was saved, by category and currency, without rounding', () => {
    const record = submissionRecord({
      total: 7,
      saved: new Set([0, 1, 2, 3, 4, 5]),
      superseded: new Set([6]),
    });
    const results = [
      itemResult(0, { price: 0.1 }),
      itemResult(1, { category: 'Books', price: 0.1 }),
      itemResult(2, { category: 'Audio', currency: 'USD', price: 0.05 }),
      itemResult(3, { category: 'Books', price: 0.2 }),
      itemResult(4, { category: 'Audio', price: 99_999_999.99 }),
      itemResult(5, { category: 'Audio', price: 99_999_999.99 }),
      itemResult(6, { category: 'Audio', outcome: 'superseded' }),
    ];

    expect(buildReport({ record, results, ...none }).summary.totals).toEqual([
      { category: 'Audio', currency: 'EUR', products: 2, digits: 2, priceInMinorUnits: 19_999_999_998 },
      { category: 'Audio', currency: 'USD', products: 1, digits: 2, priceInMinorUnits: 5 },
      { category: 'Books', currency: 'EUR', products: 2, digits: 2, priceInMinorUnits: 30 },
      { category: null, currency: 'EUR', products: 1, digits: 2, priceInMinorUnits: 10 },
    ]);
  });

  it('adds up categories that look the same, under the name that the first item has', () => {
    const [composed, decomposed] = ['Café'.normalize('NFC'), 'Café'.normalize('NFD')];
    const record = submissionRecord({ total: 2, saved: new Set([0, 1]) });
    const results = [
      itemResult(0, { category: decomposed, price: 0.1 }),
      itemResult(1, { category: composed, price: 0.2 }),
    ];

    expect(buildReport({ record, results, ...none }).summary.totals).toEqual([
      { category: decomposed, currency: 'EUR', products: 2, digits: 2, priceInMinorUnits: 30 },
    ]);
  });

  it.each([
    ['JPY', [1999, 1], 0, 2000],
    ['KWD', [1.255, 0.001], 3, 1256],
    ['CLF', [0.0001, 12.3456], 4, 123_457],
    ['EUR', [0.1, 0.2], 2, 30],
    // Was in list one when it was taken.
    ['HRK', [1.5], 2, 150],
    // Taken by an earlier rule: nothing is rounded.
    ['JPY', [1999.5, 1], 1, 20_005],
    ['USD', [0.125, 0.1], 3, 225],
  ])('adds up %s %j in minor units of %i decimals', (currency, prices, digits, priceInMinorUnits) => {
    const indexes = [...prices.keys()];
    const record = submissionRecord({ total: prices.length, saved: new Set(indexes) });
    const results = indexes.map((index) => itemResult(index, { currency, price: prices[index] }));

    expect(buildReport({ record, results, ...none }).summary.totals).toEqual([
      { category: null, currency, products: prices.length, digits, priceInMinorUnits },
    ]);
  });

  it('adds up the most that a submission can hold exactly', () => {
    const indexes = [...Array(MAX_BATCH_ITEMS).keys()];
    const record = submissionRecord({ total: MAX_BATCH_ITEMS, saved: new Set(indexes) });
    const results = indexes.map((index) => itemResult(index, { currency: 'CLF', price: 99_999_999.9999 }));

    const [total] = buildReport({ record, results, ...none }).summary.totals;

    expect(BigInt(total?.priceInMinorUnits ?? 0)).toBe(1000n * 999_999_999_999n);
    expect(total?.priceInMinorUnits).toBeLessThan(Number.MAX_SAFE_INTEGER);
  });

  it.each([
    ['EUR', 1999, 2, 1999],
    ['JPY', 199_900, 0, 1999],
    ['JPY', 199_950, 1, 19_995],
    ['KWD', 125, 3, 1250],
  ])(
    'reads %s %i from a result of an earlier worker, in hundredths',
    (currency, hundredths, digits, units) => {
      const record = submissionRecord({ total: 1, saved: new Set([0]) });
      const result = itemResult(0, { currency, price: undefined, priceInHundredths: hundredths });

      const { items } = buildReport({ record, results: [result], ...none });

      expect(items).toMatchObject([{ currency, digits, priceInMinorUnits: units }]);
    },
  );

  it('says the line of an item, and of its issues, where the body had lines', () => {
    const record = submissionRecord({
      total: 4,
      rejected: 1,
      saved: new Set([0]),
      failed: new Set([1]),
      superseded: new Set([2]),
    });
    const error = { code: 'THROTTLED', pointer: '', detail: 'was throttled' };

    const { items, issues } = buildReport({
      record,
      results: [
        itemResult(0, { line: 1 }),
        itemResult(1, { line: 3, outcome: 'failed', error }),
        itemResult(2, { line: 4, outcome: 'superseded', supersededBy: 0 }),
      ],
      rejected: [
        { index: 3, line: 6, errors: [{ code: 'REQUIRED', pointer: '/name', detail: 'is missing' }] },
      ],
      completedAt,
    });

    expect(items.map(({ line }) => line)).toEqual([1, 3, 4, 6]);
    expect(issues.map(({ line }) => line)).toEqual([3, 4, 6]);
  });

  it('has no negative duration when a clock went backwards', () => {
    const record = submissionRecord({ total: 1, saved: new Set([0]) });
    const report = buildReport({
      record,
      results: [],
      rejected: [],
      completedAt: '2026-01-31T09:29:59.999Z',
    });

    expect(report.summary.durationMs).toBe(0);
  });

  it('refuses a submission with items that are not settled', () => {
    const record = submissionRecord({ total: 3, saved: new Set([0]), failed: new Set([2]) });

    expect(() => buildReport({ record, results: [], ...none })).toThrow(RangeError);
  });

  it('gives the same report for the same facts in any order', () => {
    fc.assert(
      fc.property(arbitraryReordering, ([facts, reordered]) => {
        expect(buildReport(reordered)).toEqual(buildReport(facts));
      }),
    );
  });

  it('lists every item once, in order, as often as the counts say', () => {
    fc.assert(
      fc.property(arbitraryFacts, (facts) => {
        const { items, summary } = buildReport(facts);
        const timesOf = (outcome: string) => items.filter((item) => item.outcome === outcome).length;

        expect(items.map((item) => item.index)).toEqual([...Array(facts.record.total).keys()]);
        for (const item of items) {
          expect(item.outcome).toBe(outcomeOf(facts.record, item.index) ?? 'rejected');
        }
        expect(summary.counts).toEqual({
          ...countsOf(facts.record),
          saved: timesOf('saved'),
          superseded: timesOf('superseded'),
          failed: timesOf('failed'),
          cancelled: timesOf('cancelled'),
          rejected: timesOf('rejected'),
        });
      }),
    );
  });

  it('names every item that was not saved in an issue, and warns of others only if their change is known, or they put a price of 0', () => {
    fc.assert(
      fc.property(arbitraryFacts, (facts) => {
        const { items, issues } = buildReport(facts);
        const explained = new Set(issues.map((issue) => issue.index));

        for (const { index, outcome, change } of items) {
          expect(explained.has(index) || outcome === 'saved').toBe(true);
          const severities = issues.filter((issue) => issue.index === index).map(({ severity }) => severity);
          expect(severities.includes('error')).toBe(outcome === 'failed' || outcome === 'rejected');
          const codes = issues.filter((issue) => issue.index === index).map(({ code }) => code);
          expect(
            outcome !== 'saved' || change !== undefined || codes.every((code) => code === 'PRICE_ZERO'),
          ).toBe(true);
        }
      }),
    );
  });

  it('counts each known change, and sums up prices that changed within one currency', () => {
    fc.assert(
      fc.property(arbitraryFacts, (facts) => {
        const { items, summary } = buildReport(facts);
        const { changes, priceChanges } = summary;

        for (const [change, count] of Object.entries(changes)) {
          expect(items.filter((item) => item.change === change)).toHaveLength(count);
        }
        expect(Object.values(changes).reduce((sum, count) => sum + count)).toBeLessThanOrEqual(
          summary.counts.saved,
        );
        for (const { currency, differenceInMinorUnits, digits } of priceChanges) {
          const changed = items.filter(
            (item) =>
              item.currency === currency &&
              item.priceBefore?.currency === currency &&
              !items.some(
                ({ productId, op, outcome, change }) =>
                  productId === item.productId &&
                  productId !== undefined &&
                  outcome === 'saved' &&
                  (change === 'created' || change === 'deleted' || op === 'delete'),
              ) &&
              (item.productId !== undefined ||
                (item.change !== 'created' && item.change !== 'deleted' && item.op !== 'delete')),
          );
          const scaled = (units = 0, from = 0): bigint => BigInt(units) * 10n ** BigInt(digits - from);
          const difference = changed.reduce(
            (sum, { priceInMinorUnits, digits: after, priceBefore }) =>
              priceInMinorUnits === undefined
                ? sum
                : sum +
                  scaled(priceInMinorUnits, after) -
                  scaled(priceBefore?.priceInMinorUnits, priceBefore?.digits),
            0n,
          );
          expect(BigInt(differenceInMinorUnits)).toBe(difference);
        }
        const currencies = priceChanges.map(({ currency }) => currency);
        expect(currencies).toEqual([...new Set(currencies)].sort());
      }),
    );
  });

  it('always fits its schema', () => {
    fc.assert(
      fc.property(arbitraryFacts, (facts) => {
        const report = buildReport(facts);

        expect(Report.parse(report)).toEqual(report);
      }),
    );
  });
});
