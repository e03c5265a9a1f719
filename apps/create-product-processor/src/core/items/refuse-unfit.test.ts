import type { Handling } from '@async-catalog/http-contract';
import type { NewProduct, RejectedItem } from '@async-catalog/product-schema';
import { describe, expect, it } from 'vitest';
import { problem } from '../../testing/problem.ts';
import { aProduct } from '../../testing/product.ts';
import { refuseUnfit } from './refuse-unfit.ts';

const sent = (pointer: string, index = 0) => ({ index, pointer, value: {}, faults: [] });
const SINGLE = { operation: 'product', items: [sent('')], handling: undefined } as const;
const batch = (handling?: Handling) =>
  ({ operation: 'batch', items: [sent('/items/0'), sent('/items/1', 1)], handling }) as const;

const NONE = new Map<number, NewProduct>();
const GOOD = new Map([[0, aProduct()]]);
const bad = (index: number, errors = 1): RejectedItem => ({
  index,
  errors: Array.from({ length: errors }, () => ({
    pointer: '/price',
    code: 'TOO_SMALL',
    detail: 'is negative',
  })),
});

const refuse = (errors: number) => () => refuseUnfit(batch(), { products: NONE, rejected: [bad(0, errors)] });

describe('refuseUnfit', () => {
  it('lets good items pass, and of a batch what is good among them', () => {
    expect(() => {
      refuseUnfit(SINGLE, { products: GOOD, rejected: [] });
      refuseUnfit(batch('strict'), { products: GOOD, rejected: [] });
      refuseUnfit(batch(), { products: GOOD, rejected: [bad(1)] });
      refuseUnfit(batch('lenient'), { products: GOOD, rejected: [bad(1)] });
    }).not.toThrow();
  });

  it('refuses a product with pointers into it', () => {
    expect(() => refuseUnfit(SINGLE, { products: NONE, rejected: [bad(0)] })).toThrow(
      problem('INVALID_PRODUCT', { errors: [expect.objectContaining({ pointer: '/price' })] }),
    );
  });

  it('refuses a batch with nothing good in it, with pointers into the request', () => {
    expect(() => refuseUnfit(batch(), { products: NONE, rejected: [bad(0), bad(1)] })).toThrow(
      problem('NO_VALID_ITEM', {
        errors: ['/items/0/price', '/items/1/price'].map(
          (pointer) => expect.objectContaining({ pointer }) as unknown,
        ),
      }),
    );
  });

  it('takes all or nothing where that is preferred', () => {
    expect(() => refuseUnfit(batch('strict'), { products: GOOD, rejected: [bad(1)] })).toThrow(
      problem('INVALID_ITEMS', { errors: [expect.objectContaining({ pointer: '/items/1/price' })] }),
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
