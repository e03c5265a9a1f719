import type { Handling } from '@async-catalog/http-contract';
import {
  type FieldError,
  MAX_FIELD_ERRORS,
  type Operation,
  productIdOfSku,
  type RejectedItem,
} from '@async-catalog/product-schema';
import { describe, expect, it } from 'vitest';
import { problem } from '../../testing/problem.ts';
import { aProduct } from '../../testing/product.ts';
import { checkItems, refuseUnfit } from './check-items.ts';
import type { SubmittedItem } from './read-items.ts';

const anItem = (fields: Partial<SubmittedItem> = {}): SubmittedItem => ({
  index: 0,
  pointer: '',
  value: aProduct(),
  faults: [],
  ...fields,
});

const FAULT: FieldError = { pointer: '/name', code: 'DUPLICATE_FIELD', detail: 'twice' };

/** A value with as many errors as one item can list. */
const HOPELESS = Object.fromEntries(Array.from({ length: 50 }, (_, number) => [`field${number}`, 1]));

/** Counts the errors listed for each of `count` items. */
function errorsOfEach(count: number): Set<number> {
  const items = Array.from({ length: count }, (_, index) => anItem({ index, value: HOPELESS }));
  return new Set(checkItems(items).rejected.map(({ errors }) => errors.length));
}

function putsIn(...currencies: (string | undefined)[]) {
  return currencies.map((currency, index) =>
    anItem({ index, value: { name: 'Cup', price: 1, sku: 'A', ...(currency && { currency }) } }),
  );
}

const cup = (price: number, currency?: string) => ({
  name: 'Cup',
  price,
  sku: 'A',
  ...(currency && { currency }),
});
const kept = (...values: object[]) => [
  ...checkItems(values.map((value, index) => anItem({ index, value }))).operations.keys(),
];

describe('checkItems', () => {
  it('separates good products, normalized, from rejected items, with reasons', () => {
    const { operations, rejected } = checkItems([
      anItem({ index: 0, value: { name: ' Tea ', price: 1 } }),
      anItem({ index: 1, value: { name: 'Tea', price: -1, sku: 'TEA-1' } }),
    ]);

    expect(operations).toEqual(new Map([[0, { op: 'put', product: { name: 'Tea', price: 1 } }]]));
    expect(rejected).toMatchObject([
      { index: 1, sku: 'TEA-1', errors: [{ pointer: '/price', code: 'TOO_SMALL' }] },
    ]);
  });

  it('rejects a good product in faulty JSON', () => {
    const submitted = [anItem({ faults: [FAULT] })];

    expect(checkItems(submitted)).toEqual({
      submitted,
      operations: new Map(),
      rejected: [{ index: 0, sku: 'TEA-1', op: 'put', errors: [FAULT] }],
      replaced: [],
    });
  });

  it('takes out no merge, and no put before one', () => {
    const merge = { op: 'merge', ...cup(2) };

    expect(kept(cup(1), merge, merge, cup(3), cup(4))).toEqual([0, 1, 2, 4]);
    expect(kept(cup(1), { op: 'merge', name: 'Cup', price: 2 }, cup(3))).toEqual([1, 2]);
  });

  it('takes out no patch or delete, and no put before one that is for a version', () => {
    const values = [
      { name: 'Cup', price: 1, sku: 'A' },
      { op: 'patch', sku: 'A', price: 2 },
      { op: 'delete', sku: 'A' },
      { name: 'Cup', price: 3, sku: 'A', ifVersion: 2 },
    ];

    const { operations, replaced } = checkItems(values.map((value, index) => anItem({ index, value })));

    expect(Array.from(operations.values(), ({ op }) => op)).toEqual(['put', 'patch', 'delete', 'put']);
    expect(replaced).toEqual([]);
  });

  it('takes out a put that a later one replaces, and none that a patch or delete follows first', () => {
    const values = [
      { name: 'Cup', price: 0, sku: 'A' },
      { name: 'Cup', price: 1, sku: 'A' },
      { op: 'delete', sku: 'A' },
      { name: 'Cup', price: 2, sku: 'A' },
      { op: 'patch', id: productIdOfSku('A'), price: 5 },
      { op: 'patch', sku: 'B', price: 5 },
      { name: 'Cup', price: 3, sku: 'A' },
      { name: 'Cup', price: 4, sku: 'A' },
    ];

    const { operations, replaced } = checkItems(values.map((value, index) => anItem({ index, value })));

    expect([...operations.keys()]).toEqual([1, 2, 3, 4, 5, 7]);
    expect(replaced).toMatchObject([
      { index: 0, supersededBy: 1 },
      { index: 6, supersededBy: 7 },
    ]);
  });

  it('takes out no put before one whose price the currency that it keeps may refuse', () => {
    expect(kept(cup(1), cup(1.5))).toEqual([0, 1]);
    expect(kept(cup(1), cup(2))).toEqual([1]);
    expect(kept(cup(1), cup(1.5, 'EUR'))).toEqual([1]);
    expect(kept(cup(1), cup(1.5), cup(2))).toEqual([2]);
  });

  it.each([
    [{ name: 1 }, 'put'],
    [{ op: null }, 'put'],
    [{ op: 'patch', sku: 'A' }, 'patch'],
    [{ op: 'merge', sku: 'A' }, 'merge'],
    [{ op: 'delete' }, 'delete'],
    [{ op: 'delet' }, undefined],
    [[], undefined],
    ['{', undefined],
    [null, undefined],
  ])('says of the rejected %j what it was to do: %s', (value, op) => {
    expect(checkItems([anItem({ value })]).rejected[0]?.op).toBe(op);
  });

  it('says nothing of an operation that was given twice', () => {
    const faults: FieldError[] = [{ ...FAULT, pointer: '/op' }];
    expect(checkItems([anItem({ value: { op: 'patch' }, faults })]).rejected[0]).not.toHaveProperty('op');
  });

  it('takes out no put whose currency a later one keeps, because that has none', () => {
    expect([...checkItems(putsIn('CHF', 'EUR', undefined, undefined)).operations.keys()]).toEqual([1, 3]);
    expect([...checkItems(putsIn('EUR', 'CHF')).operations.keys()]).toEqual([1]);
  });

  it('takes out all but the last of the items that name a product, in NDJSON with their lines', () => {
    const item = (index: number, sku?: string) =>
      anItem({ index, line: index + 2, value: { name: `Cup ${index}`, price: 1, ...(sku && { sku }) } });

    const { operations, replaced, rejected } = checkItems([
      item(0, 'A'),
      item(1, 'B'),
      item(2),
      item(3, 'A'),
      item(4),
      anItem({ index: 5, value: { sku: 'A' } }),
      item(6, 'A'),
    ]);

    expect([...operations.keys()]).toEqual([1, 2, 4, 6]);
    expect(replaced).toEqual([
      { index: 0, line: 2, productId: productIdOfSku('A'), sku: 'A', supersededBy: 6 },
      { index: 3, line: 5, productId: productIdOfSku('A'), sku: 'A', supersededBy: 6 },
    ]);
    expect(rejected.map(({ index }) => index)).toEqual([5]);
  });

  it('gives the line as a number, where items have lines', () => {
    const { rejected } = checkItems([
      anItem({ line: 3, value: { name: 'Tea' } }),
      anItem({ index: 1, line: 5, value: '{', faults: [FAULT] }),
    ]);

    expect(rejected).toEqual([
      {
        index: 0,
        line: 3,
        op: 'put',
        errors: [{ pointer: '/price', code: 'REQUIRED', detail: 'is missing; send a number' }],
      },
      { index: 1, line: 5, errors: [FAULT] },
    ]);
  });

  it('names a SKU that was sent as a number, so that its row is found', () => {
    expect(checkItems([anItem({ value: { sku: 42 } })]).rejected[0]).toHaveProperty('sku', '42');
  });

  it.each(['x', '😀', '"', '\\'])('names the longest SKU, of %s', (character) => {
    const sku = character.repeat(255);

    expect(checkItems([anItem({ value: { sku } })]).rejected[0]).toHaveProperty('sku', sku);
  });

  it.each([{ sku: true }, { sku: 'x'.repeat(511) }, {}, null])('names no SKU of %j', (value) => {
    expect(checkItems([anItem({ value })]).rejected[0]).not.toHaveProperty('sku');
  });

  it('lists all errors of a few items, fewer of each of many, at least one', () => {
    expect(errorsOfEach(150)).toEqual(new Set([MAX_FIELD_ERRORS]));
    expect(errorsOfEach(1000)).toEqual(new Set([3]));
  });

  it('points at the object that holds a field with a very long name', () => {
    const name = 'x'.repeat(1000);

    const { rejected } = checkItems([
      anItem({ value: { ...aProduct(), attributes: { [name]: 1 }, [name]: 1 } }),
    ]);

    expect(rejected[0]?.errors.map(({ pointer }) => pointer)).toEqual(['/attributes', '']);
  });
});

const sent = (pointer: string, index = 0) => ({ index, pointer, value: {}, faults: [] });
const SINGLE = { operation: 'product', handling: undefined } as const;
const batch = (handling?: Handling) => ({ operation: 'batch', handling }) as const;
const ONE = [sent('')];
const TWO = [sent('/items/0'), sent('/items/1', 1)];

const NONE = new Map<number, Operation>();
const GOOD = new Map<number, Operation>([[0, { op: 'put', product: aProduct() }]]);
const bad = (index: number, errors = 1): RejectedItem => ({
  index,
  errors: Array.from({ length: errors }, () => ({
    pointer: '/price',
    code: 'TOO_SMALL',
    detail: 'is negative',
  })),
});

const refuse = (errors: number) => () =>
  refuseUnfit(batch(), { submitted: TWO, operations: NONE, rejected: [bad(0, errors)] });

describe('refuseUnfit', () => {
  it('lets good items pass, and of a batch what is good among them', () => {
    expect(() => {
      refuseUnfit(SINGLE, { submitted: ONE, operations: GOOD, rejected: [] });
      refuseUnfit(batch('strict'), { submitted: TWO, operations: GOOD, rejected: [] });
      refuseUnfit(batch(), { submitted: TWO, operations: GOOD, rejected: [bad(1)] });
      refuseUnfit(batch('lenient'), { submitted: TWO, operations: GOOD, rejected: [bad(1)] });
    }).not.toThrow();
  });

  it('refuses a product with pointers into it', () => {
    expect(() => refuseUnfit(SINGLE, { submitted: ONE, operations: NONE, rejected: [bad(0)] })).toThrow(
      problem('INVALID_PRODUCT', { errors: [expect.objectContaining({ pointer: '/price' })] }),
    );
  });

  it('refuses a batch with nothing good in it, with pointers into the request', () => {
    expect(() =>
      refuseUnfit(batch(), { submitted: TWO, operations: NONE, rejected: [bad(0), bad(1)] }),
    ).toThrow(
      problem('NO_VALID_ITEM', {
        errors: ['/items/0/price', '/items/1/price'].map(
          (pointer) => expect.objectContaining({ pointer }) as unknown,
        ),
      }),
    );
  });

  it('takes all or nothing where that is preferred', () => {
    expect(() =>
      refuseUnfit(batch('strict'), { submitted: TWO, operations: GOOD, rejected: [bad(1)] }),
    ).toThrow(problem('INVALID_ITEMS', { errors: [expect.objectContaining({ pointer: '/items/1/price' })] }));
  });

  it('lists a hundred errors, and says when there are more', () => {
    expect(refuse(100)).toThrow('errors says what to change');
    expect(refuse(101)).toThrow('errors says the first 100 things to change');
    expect(refuse(101)).toThrow(
      problem('NO_VALID_ITEM', { errors: expect.toSatisfy((all) => all.length === 100) }),
    );
  });
});
