import { describe, expect, it } from 'vitest';
import { readItem } from './dead-letter.ts';

describe('readItem', () => {
  it('reads the submission, the index and the product’s names', () => {
    const body = JSON.stringify({
      submissionId: 's',
      index: 3,
      product: { sku: 'TEA', name: 'Tea', price: 1 },
    });

    expect(readItem(body)).toEqual({ submissionId: 's', index: 3, sku: 'TEA', name: 'Tea' });
  });

  it.each([
    ['no JSON', '{', {}],
    ['no object', '[1]', {}],
    ['another version', '{"version":2,"submissionId":"s","product":7}', { submissionId: 's' }],
    ['wrong types', '{"submissionId":{},"index":"1","product":{"sku":1,"name":"Tea"}}', { name: 'Tea' }],
  ])('reads what it can of a body with %s', (_, body, item) => {
    expect(readItem(body)).toEqual(item);
  });
});
