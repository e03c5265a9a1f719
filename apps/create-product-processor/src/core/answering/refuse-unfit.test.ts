import type { RejectedItem } from '@async-catalog/product-schema';
import { describe, expect, it } from 'vitest';
import { problem } from '../../testing/problem.ts';
import { aProduct } from '../../testing/product.ts';
import { operationOf } from '../request/operation.ts';
import { refuseUnfit } from './refuse-unfit.ts';

const SINGLE = operationOf('POST', '/products');
const BATCH = operationOf('POST', '/products/batch');
const inItems = { items: [], pointerTo: (index: number) => `/items/${index}` };
const inRequest = { items: [], pointerTo: () => '' };

const good = (index: number) => ({ index, product: aProduct() });
const bad = (index: number, errors = 1): RejectedItem => ({
  index,
  errors: Array.from({ length: errors }, () => ({
    pointer: '/price',
    code: 'TOO_SMALL',
    detail: 'is negative',
  })),
});

const refuse = (errors: number) => () =>
  refuseUnfit({ good: [], rejected: [bad(0, errors)] }, inItems, BATCH, undefined);

describe('refuseUnfit', () => {
  it('lets good items pass, and of a batch what is good among them', () => {
    expect(() => {
      refuseUnfit({ good: [good(0)], rejected: [] }, inRequest, SINGLE, 'strict');
      refuseUnfit({ good: [good(0)], rejected: [] }, inItems, BATCH, 'strict');
      refuseUnfit({ good: [good(0)], rejected: [bad(1)] }, inItems, BATCH, undefined);
      refuseUnfit({ good: [good(0)], rejected: [bad(1)] }, inItems, BATCH, 'lenient');
    }).not.toThrow();
  });

  it('refuses a product with pointers into it', () => {
    expect(() => refuseUnfit({ good: [], rejected: [bad(0)] }, inRequest, SINGLE, undefined)).toThrow(
      problem('INVALID_PRODUCT', { errors: [expect.objectContaining({ pointer: '/price' })] }),
    );
  });

  it('refuses a batch with nothing good in it, with pointers into the request', () => {
    expect(() => refuseUnfit({ good: [], rejected: [bad(0), bad(1)] }, inItems, BATCH, undefined)).toThrow(
      problem('NO_VALID_ITEM', {
        errors: ['/items/0/price', '/items/1/price'].map(
          (pointer) => expect.objectContaining({ pointer }) as unknown,
        ),
      }),
    );
  });

  it('takes all or none where that is asked for, and says so', () => {
    expect(() => refuseUnfit({ good: [good(0)], rejected: [bad(1)] }, inItems, BATCH, 'strict')).toThrow(
      problem('INVALID_ITEMS', { headers: { 'preference-applied': 'handling=strict' } }),
    );
  });

  it('lists a hundred errors, and says when there are more', () => {
    expect(refuse(100)).toThrow('errors says what to change');
    expect(refuse(101)).toThrow('errors says the first 100 things to change');
    expect(refuse(101)).toThrow(
      problem('NO_VALID_ITEM', { errors: expect.toSatisfy((all) => all.length === 100) }),
    );
  });
});
