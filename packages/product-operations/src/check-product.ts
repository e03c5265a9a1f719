import { MAX_ENTRIES } from '@async-catalog/product-schema';
import type { Item } from './item.ts';
import type { Effect, Refusal } from './effect.ts';
import { hasTooManyDecimals } from './kept-currency.ts';
import type { ProductState } from './product-state.ts';

type Refused = Extract<Effect, { kind: 'refused' }>;

/** Refuses an operation that is for another version than the product has. */
export function checkVersion(
  { exists, version, deletedAt }: ProductState,
  { ifVersion }: Item,
): Refused | undefined {
  if (ifVersion === undefined || (exists && version === ifVersion)) {
    return undefined;
  }
  const actual = exists
    ? `the product is at version ${version}; read it again`
    : deletedAt === undefined
      ? 'there is no such product'
      : `the product was deleted at ${deletedAt}`;
  return refuse('VERSION_CONFLICT', '/ifVersion', `expects version ${ifVersion}, but ${actual}`);
}

/** Refuses a price that another operation's currency has too few decimals for. */
export function checkMoney(fields: ProductState['fields']): Refused | undefined {
  return hasTooManyDecimals(fields)
    ? refuse(
        'TOO_MANY_DECIMALS',
        '/price',
        "has more decimals than the product's currency; send it with its currency, or round it",
      )
    : undefined;
}

/** Removed attributes that are remembered, in case an older operation that sets them comes late. */
const MAX_REMOVED_ATTRIBUTES = 1000;

/** Refuses what leaves more attributes than a product can have, or too many traces of removed ones. */
export function checkAttributes(attributes: ProductState['attributes']): Refused | undefined {
  const removed = [...attributes.values()].filter(({ value }) => value === undefined).length;
  const count = attributes.size - removed;
  if (count > MAX_ENTRIES.attributes) {
    const detail = `would have ${count} entries with those that the product has; remove some, at most ${MAX_ENTRIES.attributes} can stay`;
    return refuse('TOO_MANY', '/attributes', detail);
  }
  return removed > MAX_REMOVED_ATTRIBUTES
    ? refuse('TOO_MANY', '/attributes', 'removes more than can be remembered; put the product instead')
    : undefined;
}

function refuse(code: Refusal['code'], pointer: string, detail: string): Refused {
  return { kind: 'refused', failure: { code, pointer, detail } };
}
