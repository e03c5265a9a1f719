import { newSubmissionId, productIdOf, type Product } from '@async-catalog/product-schema';

/** Builds a saved product. */
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
