import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryOperations, foldOperations, itemOf, productId } from './testing/operations.ts';
import type { Item } from './item.ts';
import { applyOperation } from './apply-operation.ts';
import type { Effect } from './effect.ts';
import { readState, toRow } from './product-row.ts';
import { type ProductState, toVisible } from './product-state.ts';

/** Applies deliveries as the queue repeats them: what is missing its product comes again until nothing changes. */
function deliver(deliveries: readonly Item[]): { state: ProductState; kinds: Map<Item, Effect['kind'][]> } {
  let state = readState();
  const kinds = new Map<Item, Effect['kind'][]>();
  const applyOne = (item: Item): Effect['kind'] => {
    const effect = applyOperation(state, item);
    if ('state' in effect && effect.state !== undefined) {
      // Through the row, as the table keeps it.
      state = readState(toRow(productId, effect.state));
    }
    kinds.set(item, [...(kinds.get(item) ?? []), effect.kind]);
    return effect.kind;
  };
  let left = [...deliveries];
  for (let before = Infinity; left.length < before;) {
    before = left.length;
    left = left.filter((item) => applyOne(item) === 'missing');
  }
  return { state, kinds };
}

/** Reads the kind of an effect, or why it was refused. */
function kindOf(effect: Effect): string {
  return effect.kind === 'refused' ? effect.failure.code : effect.kind;
}

const merge = (place: number, changes: object) => itemOf({ op: 'merge', changes }, place);

describe('applyOperation', () => {
  it('gives the product that all operations in their order give, in whatever order and however often they come', () => {
    fc.assert(
      fc.property(
        arbitraryOperations.chain((items) =>
          fc.tuple(
            fc.constant(items),
            fc
              .array(fc.constantFrom(...items), { maxLength: 4 })
              .chain((again) =>
                fc.shuffledSubarray([...items, ...again], { minLength: items.length + again.length }),
              ),
          ),
        ),
        ([items, deliveries]) => {
          expect(toVisible(deliver(deliveries).state)).toEqual(foldOperations(items));
        },
      ),
      { numRuns: 3000 },
    );
  });

  it('applies each operation once: a repeated one is repeated, or superseded', () => {
    fc.assert(
      fc.property(arbitraryOperations, (items) => {
        const { kinds } = deliver([...items, ...items]);
        for (const seen of kinds.values()) {
          expect(seen.filter((kind) => kind === 'applied').length).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  const put = itemOf({ op: 'put', product: { name: 'Tea', price: 1, currency: 'EUR', sku: 'TEA-1' } }, 0);
  const late = itemOf({ op: 'patch', changes: { price: 2 } }, 1);
  const remove = itemOf({ op: 'delete' }, 2);
  const again = itemOf({ op: 'put', product: { name: 'Tea', price: 3, sku: 'TEA-1' } }, 3);

  const nothing = itemOf({ op: 'patch', changes: { attributes: {} } }, 1);
  const newest = itemOf({ op: 'patch', changes: { price: 4 } }, 3);

  it('keeps a product deleted, whatever older operation comes late', () => {
    const { state } = deliver([remove, put, late]);

    expect(toVisible(state)).toBeUndefined();
    expect(state).toMatchObject({ version: 1, deletedAt: remove.acceptedAt });
  });

  it('makes a deleted product again by a newer put, with the next version and none of its former fields', () => {
    const { state } = deliver([put, remove, again]);

    expect(state).toMatchObject({ version: 3, createdAt: again.acceptedAt, deletedAt: undefined });
    expect(toVisible(state)).toEqual({ name: 'Tea', price: 3, currency: 'USD', sku: 'TEA-1' });
  });

  it.each<[string, Item[], Item, string]>([
    ['the version that stands', [put], { ...late, ifVersion: 1 }, 'applied'],
    ['another version', [put], { ...late, ifVersion: 2 }, 'VERSION_CONFLICT'],
    ['a version of no product', [], { ...put, ifVersion: 1 }, 'VERSION_CONFLICT'],
    ['a version of a deleted product', [put, remove], { ...again, ifVersion: 2 }, 'VERSION_CONFLICT'],
    [
      'a product that an older delete removed after it was applied',
      [put, newest, remove],
      newest,
      'repeated',
    ],
    ['no field, after it was applied', [put, nothing], nothing, 'repeated'],
    ['no field, after a newer patch', [put, nothing, newest], nothing, 'superseded'],
    [
      'another version, of which only the currency counts',
      [put, again],
      { ...itemOf({ op: 'patch', changes: { currency: 'CHF' } }, 1), ifVersion: 1 },
      'superseded',
    ],
    ['a version, after it was applied', [put, late], { ...late, ifVersion: 1 }, 'repeated'],
    [
      'a version, after a newer put has replaced what it set',
      [put, again],
      { ...late, ifVersion: 1 },
      'superseded',
    ],
  ])('answers an operation for %s', (_, before, item, kind) => {
    expect(kindOf(applyOperation(deliver(before).state, item))).toBe(kind);
  });

  const whole = { name: 'Merged', price: 5, currency: 'CHF' };

  it('makes a product of a merge that comes first, and fills the rest from an older put', () => {
    const made = deliver([merge(1, whole)]).state;
    expect(made).toMatchObject({ version: 1, createdAt: merge(1, whole).acceptedAt });
    expect(toVisible(made)).toEqual({ ...whole, sku: 'TEA-1' });

    const branded = itemOf({ op: 'put', product: { name: 'Tea', price: 1, sku: 'TEA-1', brand: 'B' } }, 0);
    expect(toVisible(deliver([merge(1, whole), branded]).state)).toEqual({
      ...whole,
      sku: 'TEA-1',
      brand: 'B',
    });
  });

  it('makes a deleted product again by a newer merge, with the next version and none of its former fields', () => {
    const { state } = deliver([
      put,
      patchAttributes(0, 1, 'x'),
      itemOf({ op: 'delete' }, 8),
      merge(9, whole),
    ]);

    expect(state).toMatchObject({
      version: 4,
      createdAt: merge(9, whole).acceptedAt,
      deletedAt: undefined,
      expiresAt: undefined,
    });
    expect(toVisible(state)).toEqual({ ...whole, sku: 'TEA-1' });
    expect(toVisible(deliver([put, merge(9, { name: 'Merged', price: 5 })]).state)).toMatchObject({
      currency: 'EUR',
    });
    expect(toVisible(deliver([remove, merge(9, { name: 'Merged', price: 5 })]).state)).toMatchObject({
      currency: 'USD',
    });
  });

  it('keeps what a merge made when an older delete comes, but for what the delete removed', () => {
    const branded = itemOf({ op: 'put', product: { name: 'Tea', price: 1, sku: 'TEA-1', brand: 'B' } }, 0);
    const { state, kinds } = deliver([branded, merge(3, whole), remove]);

    expect(kinds.get(remove)).toEqual(['superseded']);
    expect(toVisible(state)).toEqual({ ...whole, sku: 'TEA-1' });
    // A merge makes the product, not the patch after it.
    expect(toVisible(deliver([branded, merge(1, whole), newest, remove]).state)).toBeUndefined();
    expect(toVisible(deliver([newest, merge(1, whole), remove]).state)).toBeUndefined();
  });

  it.each<[string, Item[], Item, string]>([
    ['of some fields, of no product', [], merge(3, { price: 5 }), 'missing'],
    ['of some fields, of a deleted product', [put, remove], merge(3, { price: 5 }), 'missing'],
    ['of some fields', [put], merge(3, { price: 5 }), 'applied'],
    ['after a newer delete', [put, remove], merge(1, whole), 'superseded'],
    ['after a newer delete of what was never put', [remove], merge(1, whole), 'superseded'],
    ['after it was applied', [merge(1, whole)], merge(1, whole), 'repeated'],
    ['after newer operations set all of it', [put, merge(3, whole)], merge(1, whole), 'superseded'],
    ['for a version of no product', [], { ...merge(1, whole), ifVersion: 1 }, 'VERSION_CONFLICT'],
    [
      'for a version of a deleted one',
      [put, remove],
      { ...merge(3, whole), ifVersion: 2 },
      'VERSION_CONFLICT',
    ],
    ['for the version that stands', [put], { ...merge(1, whole), ifVersion: 1 }, 'applied'],
    ['for another version', [put], { ...merge(1, whole), ifVersion: 2 }, 'VERSION_CONFLICT'],
    [
      'of a new product, with more decimals than the default currency',
      [],
      merge(1, { name: 'Tea', price: 1.234 }),
      'TOO_MANY_DECIMALS',
    ],
  ])('answers a merge %s', (_, before, item, kind) => {
    expect(kindOf(applyOperation(deliver(before).state, item))).toBe(kind);
  });

  it('refuses a late patch that would join a newer price with a currency of fewer decimals', () => {
    const euro = itemOf({ op: 'put', product: { name: 'Tea', price: 1, currency: 'EUR', sku: 'TEA-1' } }, 0);
    const { state } = deliver([euro, itemOf({ op: 'patch', changes: { price: 1.5 } }, 2)]);

    const older = itemOf({ op: 'patch', changes: { currency: 'JPY', price: 100 } }, 1);
    expect(kindOf(applyOperation(state, older))).toBe('TOO_MANY_DECIMALS');
  });

  it.each([
    [{ price: 1.5 }, 'TOO_MANY_DECIMALS'],
    [{ price: 2 }, 'applied'],
    [{ price: 1.5, currency: 'EUR' }, 'applied'],
    [{ name: 'x' }, 'applied'],
  ])('checks the decimals of %j against the currency that the product has', (changes, kind) => {
    const yen = itemOf({ op: 'put', product: { name: 'Tea', price: 100, currency: 'JPY', sku: 'TEA-1' } }, 0);

    const patch = itemOf({ op: 'patch', changes }, 1);
    expect(kindOf(applyOperation(deliver([yen]).state, patch))).toBe(kind);
  });

  it.each([
    ['put', { op: 'put', product: { name: 'Tea', price: 1, currency: 'CHF', sku: 'TEA-1' } }, 'USD'],
    ['delete', { op: 'delete' }, 'EUR'],
  ])(
    'leaves nothing of a late %s for a version, which may not have been applied',
    (_, operation, currency) => {
      const euro = itemOf(
        { op: 'put', product: { name: 'Tea', price: 1, currency: 'EUR', sku: 'TEA-1' } },
        0,
      );
      const before = currency === 'EUR' ? [euro, again] : [again];
      const sent = { ...itemOf(operation, 2), ifVersion: 9 } as Item;

      expect(toVisible(deliver([...before, sent]).state)).toMatchObject({ currency });
    },
  );

  it('takes patches up to 200 attributes with those that the product has, and refuses more', () => {
    const { state } = deliver([put, patchAttributes(0, 100, 'x')]);

    const fits = applyOperation(state, patchAttributes(100, 100, 'x'));
    expect(kindOf(fits)).toBe('applied');
    expect(kindOf(applyOperation(state, patchAttributes(100, 101, 'x')))).toBe('TOO_MANY');
  });

  it('refuses a late put that would have more than 200 attributes with newer ones', () => {
    const sent = Object.fromEntries(numbers(0, 101, 'x'));
    const older = itemOf(
      { op: 'put', product: { name: 'Tea', price: 1, sku: 'TEA-1', attributes: sent } },
      1,
    );
    const { state } = deliver([put, patchAttributes(200, 100, 'x')]);

    expect(kindOf(applyOperation(state, older))).toBe('TOO_MANY');
  });

  it('remembers 1,000 removed attributes, and forgets them when no older message is left', () => {
    const removals = Array.from({ length: 10 }, (_, n) => patchAttributes(n * 100, 100, null));
    const { state } = deliver([put, ...removals]);
    const more = patchAttributes(1000, 1, null);

    expect(state.attributes.size).toBe(1000);
    expect(kindOf(applyOperation(state, more))).toBe('TOO_MANY');
    const later = { ...more, acceptedAt: '2026-03-18T09:30:00.000Z' } as Item;
    expect(applyOperation(state, later)).toMatchObject({ kind: 'applied' });
  });
});

function numbers(from: number, count: number, value: string | null): [string, string | null][] {
  return Array.from({ length: count }, (_, n) => [`attribute-${from + n}`, value]);
}

function patchAttributes(from: number, count: number, value: string | null): Item {
  const changes = { attributes: Object.fromEntries(numbers(from, count, value)) };
  return itemOf({ op: 'patch', changes }, 4 + from / 100);
}
