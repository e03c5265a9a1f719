import {
  type ItemResult,
  PRODUCT_FIELDS,
  type ProductChange,
  type QueuedProduct,
} from '@async-catalog/product-schema';
import { dequal } from 'dequal';
import { type ProductState, toVisible } from './product-state.ts';

/** Fields of a product that consumers see. */
export type VisibleProduct = Partial<QueuedProduct> & Pick<QueuedProduct, 'name' | 'price'>;

/** Effect of an operation, with the product before and after it. */
export interface Change {
  readonly change: ProductChange;
  readonly before?: VisibleProduct;
  readonly after?: VisibleProduct;
}

type FieldChanges = Pick<ItemResult, 'changedFields' | 'removedFields' | 'priceBefore' | 'currencyBefore'>;

/** Compares the states before and after an operation. */
export function compareStates(before: ProductState, after: ProductState): Change {
  const was = toVisible(before) as VisibleProduct | undefined;
  const is = toVisible(after) as VisibleProduct | undefined;
  if (was === undefined || is === undefined) {
    const change = was === undefined ? (is === undefined ? 'unchanged' : 'created') : 'deleted';
    return { change, ...(was && { before: was }), ...(is && { after: is }) };
  }
  return { change: dequal(was, is) ? 'unchanged' : 'updated', before: was, after: is };
}

/** Names the fields that a change set or removed, and the price that it replaced. */
export function describeChange(before: VisibleProduct, after: VisibleProduct): FieldChanges {
  const fields = PRODUCT_FIELDS.filter((field) => !dequal(before[field], after[field]));
  const removed = fields.flatMap((field) => {
    if (after[field] === undefined) {
      return [field];
    }
    return field === 'attributes' ? removedAttributes(before, after) : [];
  });
  const isMoney = fields.includes('price') || fields.includes('currency');
  return {
    ...(fields.length > 0 && { changedFields: fields }),
    ...(removed.length > 0 && { removedFields: removed }),
    ...(isMoney && { priceBefore: before.price, currencyBefore: before.currency }),
  };
}

function removedAttributes(before: VisibleProduct, after: VisibleProduct): string[] {
  return Object.keys(before.attributes ?? {})
    .filter((key) => !Object.hasOwn(after.attributes ?? {}, key))
    .map((key) => `attributes/${key}`);
}
