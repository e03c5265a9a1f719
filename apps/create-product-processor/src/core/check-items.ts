import {
  type FieldError,
  type NewProduct,
  parseNewProduct,
  type RejectedItem,
} from '@async-catalog/product-schema';
import { boundPointer } from './bound-pointer.ts';
import type { SubmittedItem } from './submitted-item.ts';

/** An item fit for the queue, its product normalized. */
export interface GoodItem {
  readonly index: number;
  readonly product: NewProduct;
}

export interface CheckedItems {
  readonly good: readonly GoodItem[];
  readonly rejected: readonly RejectedItem[];
}

/** Parts the items into those that can be taken and those that can't, with the reasons. */
export function checkItems(items: readonly SubmittedItem[]): CheckedItems {
  const good: GoodItem[] = [];
  const rejected: RejectedItem[] = [];
  for (const item of items) {
    const { index, value } = item;
    const checked = checkItem(item);
    if (checked.success) {
      good.push({ index, product: checked.product });
    } else {
      rejected.push({ index, ...skuOf(value), errors: checked.errors.map(boundPointer) });
    }
  }
  return { good, rejected };
}

type Checked =
  | { readonly success: true; readonly product: NewProduct }
  | { readonly success: false; readonly errors: readonly FieldError[] };

function checkItem({ value, faults }: SubmittedItem): Checked {
  const parsed = parseNewProduct(value);
  if (faults.length === 0) {
    return parsed;
  }
  return { success: false, errors: parsed.success ? faults : [...faults, ...parsed.errors] };
}

const MAX_SKU_LENGTH = 64;

/** So that a row can be found by it, even where it isn't a valid one. */
function skuOf(value: unknown): { sku?: string } {
  const sku = (value as { sku?: unknown } | null | undefined)?.sku;
  return typeof sku === 'string' && sku.length <= MAX_SKU_LENGTH ? { sku } : {};
}
