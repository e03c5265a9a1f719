import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ProductItem, newSubmissionId, productIdOf, revisionOf, type ProductInput } from './index.ts';
import { arbitraryProductInput } from './testing/arbitrary-product-input.ts';

const submissionId = newSubmissionId();
const acceptedAt = '2026-01-31T09:30:00.000Z';

function storedProduct(product: ProductInput): ProductItem {
  return {
    ...product,
    currency: product.currency ?? 'USD',
    id: productIdOf({ submissionId, index: 0, sku: product.sku }),
    submissionId,
    revision: revisionOf({ acceptedAt, submissionId, index: 0 }),
    createdAt: acceptedAt,
    updatedAt: acceptedAt,
    version: 1,
  };
}

describe('ProductItem', () => {
  it('reads back equal from what the table holds, field by field', () => {
    fc.assert(
      fc.property(arbitraryProductInput(), (product) => {
        const stored = storedProduct(product);
        const held = marshall(z.encode(ProductItem, stored));

        expect(z.decode(ProductItem, unmarshall(held) as z.input<typeof ProductItem>)).toEqual(stored);
      }),
    );
  });

  it('keeps numbers that DynamoDB has no room for', () => {
    const attributes = { tiny: 5e-324, huge: 1.7976931348623157e308, fine: 0.1 + 0.2 };
    const stored = storedProduct({ name: 'Lamp', price: 1, currency: 'USD', attributes });

    expect(z.decode(ProductItem, z.encode(ProductItem, stored)).attributes).toEqual(attributes);
  });

  it.each(['', '{', '[1]', '{"a":{}}'])('refuses attributes of %j without throwing', (attributes) => {
    const held = z.encode(ProductItem, storedProduct({ name: 'Lamp', price: 1, currency: 'USD' }));

    expect(z.safeDecode(ProductItem, { ...held, attributes }).success).toBe(false);
  });

  it('reads what a newer version wrote, without what it does not know', () => {
    const stored = storedProduct({ name: 'Lamp', price: 1, currency: 'USD' });
    const newer: z.input<typeof ProductItem> & { weight: number } = {
      ...z.encode(ProductItem, stored),
      weight: 3,
    };

    expect(z.decode(ProductItem, newer)).toEqual(stored);
  });
});
