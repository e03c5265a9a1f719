import {
  Op,
  Outcome,
  PRODUCT_FIELDS,
  ProductChange,
  productIdOf,
  SubmissionId,
  type ItemResult,
} from '@async-catalog/product-schema';
import { submissionRecord } from '@async-catalog/product-schema/testing';
import * as fc from 'fast-check';
import type { ReportFacts } from '../build-entries.ts';

export const submissionId = SubmissionId.parse('0198c0de-0000-7000-8000-000000000000');

/** Builds the result of a delivery that saved an item. */
export function itemResult(index: number, overrides: Partial<ItemResult> = {}): ItemResult {
  return {
    index,
    productId: productIdOf({ submissionId, index }),
    outcome: 'saved',
    version: 1,
    currency: 'EUR',
    price: 10,
    ...overrides,
  };
}

const SPECIAL = Array.from('=+-@\t\r\n",;\'|＝＋－＠ aé日👩‍🚀\u001B[31m\u202E\u200B\u{E0041}');

/** Any text, and text that means something to a spreadsheet, a CSV reader or a terminal. */
const anyText = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 100 }),
  fc.string({ unit: fc.constantFrom(...SPECIAL), maxLength: 20 }),
);

const outcome = fc.constantFrom(...Outcome.options);
const error = fc.record({
  code: fc.constantFrom('TOO_LONG', 'THROTTLED'),
  pointer: anyText,
  detail: anyText,
});
const currency = fc.constantFrom('EUR', 'JPY', 'KWD', 'UYW', 'HRK');
/** A price, among them 0. */
const price = fc.oneof(
  fc.constant(0),
  fc.tuple(fc.nat({ max: 99_999_999 }), fc.nat({ max: 9999 })).map(([units, rest]) => units + rest / 10_000),
);
const optional = { requiredKeys: ['index', 'outcome'] as ['index', 'outcome'] };

function resultsOf(index: number) {
  const result = fc.record(
    {
      index: fc.constant(index),
      outcome,
      productId: fc.constant(productIdOf({ submissionId, index })),
      sku: anyText,
      version: fc.integer({ min: 1, max: 3 }),
      category: fc.oneof(fc.constantFrom('Audio', 'Books'), anyText),
      line: fc.integer({ min: 1, max: 3000 }),
      op: fc.constantFrom(...Op.options),
      change: fc.constantFrom(...ProductChange.options),
      changedFields: fc.subarray([...PRODUCT_FIELDS], { minLength: 1 }),
      removedFields: fc.subarray([...PRODUCT_FIELDS], { minLength: 1 }),
      currency,
      price,
      currencyBefore: currency,
      priceBefore: price,
      priceInHundredths: fc.nat({ max: 9_999_999_999 }),
      error,
    },
    optional,
  );
  return fc.array(result, { maxLength: 3 });
}

const refusal = fc.constant('refused' as const);
const fate = fc.oneof(
  { weight: 4, arbitrary: fc.uniqueArray(outcome, { minLength: 1 }) },
  { weight: 1, arbitrary: refusal },
);

/** Facts of any complete submission of up to ten items: redeliveries, contradictory results, lost results, refused items. */
export const arbitraryFacts: fc.Arbitrary<ReportFacts> = fc
  .array(fate, { minLength: 1, maxLength: 10 })
  .chain((fates) => {
    const indexesWith = (wanted: ItemResult['outcome']) =>
      new Set(
        [...fates.keys()].filter((index) => fates[index] !== 'refused' && fates[index]?.includes(wanted)),
      );
    const refused = [...fates.keys()].filter((index) => fates[index] === 'refused');
    return fc.record({
      record: fc.record({ caller: anyText }).map(({ caller }) =>
        submissionRecord({
          id: submissionId,
          caller,
          total: fates.length,
          rejected: refused.length,
          saved: indexesWith('saved'),
          superseded: indexesWith('superseded'),
          cancelled: indexesWith('cancelled'),
          failed: indexesWith('failed'),
        }),
      ),
      results: fc.tuple(...fates.keys().map(resultsOf)).map((results) => results.flat()),
      rejected: fc.tuple(
        ...refused.map((index) =>
          fc.record({
            index: fc.constant(index),
            line: fc.integer({ min: 1, max: 3000 }),
            sku: anyText,
            errors: fc.array(
              fc.record({
                code: fc.constantFrom('TOO_LONG' as const, 'REQUIRED' as const),
                pointer: anyText,
                detail: anyText,
              }),
              { minLength: 1, maxLength: 3 },
            ),
          }),
        ),
      ),
      completedAt: fc
        .date({ min: new Date('2026-01-01'), max: new Date('2027-01-01'), noInvalidDate: true })
        .map((date) => date.toISOString()),
    });
  });

/** The same facts in another order. */
export const arbitraryReordering: fc.Arbitrary<readonly [ReportFacts, ReportFacts]> = arbitraryFacts.chain(
  (facts) =>
    fc
      .record({
        results: fc.shuffledSubarray([...facts.results], { minLength: facts.results.length }),
        rejected: fc.shuffledSubarray([...facts.rejected], { minLength: facts.rejected.length }),
      })
      .map((reordered) => [facts, { ...facts, ...reordered }]),
);
