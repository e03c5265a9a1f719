import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryOperations, foldOperations, itemOf, productId } from '../../testing/operations.ts';
import type { Item } from '../read/read-message.ts';
import { applyOperation } from './apply-operation.ts';
import type { Effect } from './effect.ts';
import { type ProductState, readState, toRow, toVisible } from './product-state.ts';

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

  it.each<[string, Item[], Item, Effect['kind']]>([
    ['the version that stands', [put], { ...late, ifVersion: 1 }, 'applied'],
    ['another version', [put], { ...late, ifVersion: 2 }, 'conflict'],
    ['a version of no product', [], { ...put, ifVersion: 1 }, 'conflict'],
    ['a version of a deleted product', [put, remove], { ...again, ifVersion: 2 }, 'conflict'],
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
      'conflict',
    ],
    ['a version, after it was applied', [put, late], { ...late, ifVersion: 1 }, 'repeated'],
    [
      'a version, after a newer put has replaced what it set',
      [put, again],
      { ...late, ifVersion: 1 },
      'superseded',
    ],
  ])('answers an operation for %s', (_, before, item, kind) => {
    expect(applyOperation(deliver(before).state, item).kind).toBe(kind);
  });

  it('refuses a late patch that would join a newer price with a currency of fewer decimals', () => {
    const euro = itemOf({ op: 'put', product: { name: 'Tea', price: 1, currency: 'EUR', sku: 'TEA-1' } }, 0);
    const { state } = deliver([euro, itemOf({ op: 'patch', changes: { price: 1.5 } }, 2)]);

    const late = itemOf({ op: 'patch', changes: { currency: 'JPY', price: 100 } }, 1);
    expect(applyOperation(state, late).kind).toBe('tooManyDecimals');
  });

  it.each([
    [{ price: 1.5 }, 'tooManyDecimals'],
    [{ price: 2 }, 'applied'],
    [{ price: 1.5, currency: 'EUR' }, 'applied'],
    [{ name: 'x' }, 'applied'],
  ])('checks the decimals of %j against the currency that the product has', (changes, kind) => {
    const yen = itemOf({ op: 'put', product: { name: 'Tea', price: 100, currency: 'JPY', sku: 'TEA-1' } }, 0);

    expect(applyOperation(deliver([yen]).state, itemOf({ op: 'patch', changes }, 1)).kind).toBe(kind);
  });
});
