import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_BATCH_ITEMS, QueueMessage, newSubmissionId, productIdOfSku, toSubmitted } from './index.ts';
import { arbitraryProductInput } from './testing/arbitrary-product-input.ts';

const envelope = {
  version: 1 as const,
  submissionId: newSubmissionId(),
  index: 0,
  total: 1,
  caller: 'anonymous',
  acceptedAt: '2026-01-31T09:30:00.000Z',
  requestId: 'request-1',
};

const message = { ...envelope, product: { name: 'Lamp', price: 1, currency: 'USD' } };

describe('QueueMessage', () => {
  it('reads back equal from JSON, with any product', () => {
    fc.assert(
      fc.property(arbitraryProductInput(), (product) => {
        const sent: QueueMessage = { ...envelope, product };

        expect(QueueMessage.parse(JSON.parse(JSON.stringify(sent)))).toEqual(sent);
      }),
    );
  });

  it('ignores what it does not know, in the product too', () => {
    expect(
      QueueMessage.parse({ ...message, priority: 1, product: { ...message.product, weight: 3 } }),
    ).toEqual(message);
  });

  it.each([
    { op: 'merge', sku: 'LAMP-1', changes: { price: 2, brand: null, attributes: { watts: null } } },
    { op: 'merge', productId: productIdOfSku('LAMP-1'), changes: { name: 'Lamp', price: 2 }, ifVersion: 3 },
  ])('reads %j in version 2, and writes it as it could have been sent', (merge) => {
    const read = QueueMessage.parse({ ...envelope, version: 2, ...merge });

    expect(read).toEqual({ ...envelope, version: 2, ...merge });
    const { changes, productId: _, ...sent } = merge;
    expect(toSubmitted(read)).toEqual({ ...sent, ...changes });
  });

  it.each([
    ['a currency that is no longer listed', { currency: 'HRK' }],
    ['more decimals', { price: 1.23456 }],
    ['a SKU of other characters', { sku: ' A\u200B  B\n' }],
    ['a longer SKU', { sku: 'x'.repeat(1000) }],
    ['empty texts', { name: '', sku: '', category: '', tags: [''] }],
    ['control characters', { name: 'a\u0000', attributes: { '\u0001': '\u0002' } }],
    ['repeated tags', { tags: ['a', 'a'] }],
    ['images of another scheme', { images: ['ftp://example.com/a b.png'] }],
    ['more entries', { tags: Array.from({ length: 1000 }, String) }],
  ])('takes a product by the rules of another day: %s', (_, fields) => {
    const sent = { ...message, product: { ...message.product, ...fields } };

    expect(QueueMessage.parse(sent)).toEqual(sent);
  });

  it.each([-1, 100_000_000, 1e300])('refuses the price %d, which totals can’t hold', (price) => {
    const product = { ...message.product, price };

    expect(QueueMessage.safeParse({ ...message, product }).success).toBe(false);
  });

  it('takes the last item of the largest submission', () => {
    const last = { ...message, index: MAX_BATCH_ITEMS - 1, total: MAX_BATCH_ITEMS };

    expect(QueueMessage.parse(last)).toEqual(last);
  });

  it('takes texts of the greatest length that the intake takes', () => {
    const long = {
      ...message,
      caller: 'c'.repeat(16_384),
      requestId: 'r'.repeat(200),
      traceparent: 't'.repeat(200),
    };

    expect(QueueMessage.parse(long)).toEqual(long);
  });

  it.each([
    ['a longer caller', { caller: 'c'.repeat(16_385) }],
    ['a longer request id', { requestId: 'r'.repeat(201) }],
    ['a longer traceparent', { traceparent: 't'.repeat(201) }],
    ['an index that no submission has', { index: MAX_BATCH_ITEMS, total: MAX_BATCH_ITEMS }],
    ['more items than a submission has', { total: MAX_BATCH_ITEMS + 1 }],
    ['another version', { version: 2 }],
    ['no version', { version: undefined }],
    ['an id that is none', { submissionId: '1' }],
    ['a negative index', { index: -1 }],
    ['no product', { product: undefined }],
    ['a product of other types', { product: { name: 1, price: 1 } }],
    ['a time without milliseconds', { acceptedAt: '2026-01-31T09:30:00Z' }],
    ['a time of another zone', { acceptedAt: '2026-01-31T09:30:00.000+01:00' }],
  ])('refuses %s', (_, changes) => {
    expect(QueueMessage.safeParse({ ...message, ...changes }).success).toBe(false);
  });
});
