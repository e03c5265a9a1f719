import { MAX_BATCH_ITEMS, PRODUCT_FIELDS, productIdOf, type Report } from '@async-catalog/product-schema';
import { submissionRecord } from '@async-catalog/product-schema/testing';
import { buildReport } from '../build-report.ts';
import { submissionId } from './facts.ts';

/** Characters of the longest category, SKU, and what an intake says of a rejected item. */
const LONGEST = { category: 255, sku: 255, pointer: 500, detail: 500 };
const ERRORS = 3;

/** Text that is costly to lay out, by its kind. */
const SCRIPTS = {
  letters: 'x',
  'CJK letters': '語',
  'combining marks': 'e\u0301\u0302\u0303',
  emoji: '👩‍👩‍👧‍👦',
  quotes: '"',
} as const;

function buildWorst(unit: string): Report {
  const fill = (length: number): string => unit.repeat(Math.ceil(length / unit.length)).slice(0, length);
  const indexes = [...Array(MAX_BATCH_ITEMS).keys()];
  const [saved, rejected] = [indexes.filter((n) => n % 2 === 0), indexes.filter((n) => n % 2 === 1)];
  return buildReport({
    record: submissionRecord({
      id: submissionId,
      caller: fill(255),
      total: MAX_BATCH_ITEMS,
      rejected: rejected.length,
      rejectedIndexes: new Set(rejected),
      saved: new Set(saved),
    }),
    results: saved.map((index) => ({
      index,
      productId: productIdOf({ submissionId, index }),
      line: 2 * index + 1,
      outcome: 'saved',
      version: 1,
      op: 'put',
      change: 'updated',
      changedFields: [...PRODUCT_FIELDS],
      removedFields: [...PRODUCT_FIELDS],
      priceBefore: 99_999_999.999,
      currencyBefore: 'KWD',
      sku: fill(LONGEST.sku),
      category: `${index}${fill(LONGEST.category - 3)}`,
      currency: 'UYW',
      price: 99_999_999.9999,
    })),
    rejected: rejected.map((index) => ({
      index,
      line: 2 * index + 1,
      sku: fill(LONGEST.sku),
      errors: Array.from({ length: ERRORS }, () => ({
        pointer: fill(LONGEST.pointer),
        code: 'TOO_LONG' as const,
        detail: fill(LONGEST.detail),
      })),
    })),
    completedAt: '2026-01-31T09:30:01.500Z',
  });
}

/** Reports of as many items as a submission can have, with the longest fields, by kind of text. */
export const worstReport: Readonly<Record<string, Report>> = Object.fromEntries(
  Object.entries(SCRIPTS).map(([name, unit]) => [name, buildWorst(unit)]),
);
