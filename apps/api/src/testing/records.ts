import {
  newSubmissionId,
  productIdOf,
  submissionTimes,
  type ItemResult,
  type Product,
  type SubmissionRecord,
} from '@async-catalog/product-schema';

/** A submission of one product by anybody, just accepted. */
export function submissionRecord(overrides: Partial<SubmissionRecord> = {}): SubmissionRecord {
  return {
    id: newSubmissionId(),
    caller: 'anonymous',
    requestId: 'r-1',
    total: 1,
    rejected: 0,
    ...submissionTimes(new Date('2026-01-31T09:29:59.000Z')),
    failures: {},
    settlements: 0,
    ...overrides,
  };
}

/** The same, saved and reported. */
export function finishedRecord(overrides: Partial<SubmissionRecord> = {}): SubmissionRecord {
  return submissionRecord({
    saved: new Set([0]),
    settlements: 1,
    reportedSettlements: 1,
    completedAt: '2026-01-31T09:29:59.500Z',
    ...overrides,
  });
}

export function product(overrides: Partial<Product> = {}): Product {
  const submissionId = newSubmissionId();
  return {
    id: productIdOf({ submissionId, index: 0 }),
    name: 'Teapot',
    price: 24.57,
    currency: 'EUR',
    submissionId,
    createdAt: '2026-01-31T09:29:59.000Z',
    updatedAt: '2026-01-31T09:29:59.000Z',
    version: 1,
    ...overrides,
  };
}

/** What one delivery found, as a stream of results. */
export async function* streamOf(...results: ItemResult[]): AsyncGenerator<ItemResult> {
  yield* results;
}
