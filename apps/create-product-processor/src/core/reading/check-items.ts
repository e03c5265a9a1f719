import {
  type FieldError,
  MAX_FIELD_ERRORS,
  type NewProduct,
  type ParsedNewProduct,
  parseNewProduct,
  type RejectedItem,
} from '@async-catalog/product-schema';
import { boundPointer } from '../answering/bound-pointer.ts';
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

/**
 * Errors in one answer, so that it stays well below the 6 MB that Lambda lets through, however long the pointers are.
 * https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
const MAX_ERRORS = 3000;

/** Parts the items into those that can be taken and those that can't, with the reasons. */
export function checkItems(items: readonly SubmittedItem[]): CheckedItems {
  const good: GoodItem[] = [];
  const bad: { item: SubmittedItem; errors: readonly FieldError[] }[] = [];
  for (const item of items) {
    const checked = checkItem(item);
    if (checked.success) {
      good.push({ index: item.index, product: checked.product });
    } else {
      bad.push({ item, errors: checked.errors });
    }
  }
  const maxErrors = Math.min(MAX_FIELD_ERRORS, Math.floor(MAX_ERRORS / bad.length));
  const rejected = bad.map(({ item, errors }) => rejectedItemOf(item, errors.slice(0, maxErrors)));
  return { good, rejected };
}

function checkItem({ value, faults }: SubmittedItem): ParsedNewProduct {
  return faults.length > 0 ? { success: false, errors: faults } : parseNewProduct(value);
}

function rejectedItemOf({ index, line, value }: SubmittedItem, errors: readonly FieldError[]): RejectedItem {
  return { index, ...skuOf(value), errors: errors.map((error) => boundPointer(atLine(error, line))) };
}

/** Says the line, unless the error does so itself. */
function atLine(error: FieldError, line: number | undefined): FieldError {
  return line === undefined || error.code === 'INVALID_JSON'
    ? error
    : { ...error, detail: `line ${line}: ${error.detail}` };
}

const MAX_SKU_LENGTH = 64;

/** So that a row can be found by it, even where it isn't a valid one. */
function skuOf(value: unknown): { sku?: string } {
  const sku = (value as { sku?: unknown } | null | undefined)?.sku;
  return typeof sku === 'string' && sku.length <= MAX_SKU_LENGTH ? { sku } : {};
}
