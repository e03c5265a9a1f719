import { boundPointer, MAX_PROBLEM_ERRORS, ProblemError } from '@async-catalog/http-contract';
import {
  type FieldError,
  MAX_FIELD_ERRORS,
  type NewProduct,
  parseNewProduct,
  type RejectedItem,
} from '@async-catalog/product-schema';
import type { IntakeCommand } from '../intake-command.ts';
import type { SubmittedItem } from './read-items.ts';

export interface CheckedItems {
  /** All items, good or not, in order. */
  readonly submitted: readonly SubmittedItem[];
  /** Normalized products by the index of their item. */
  readonly products: ReadonlyMap<number, NewProduct>;
  readonly rejected: readonly RejectedItem[];
}

/**
 * Errors in one answer, so that it stays well below the 6 MB that Lambda allows, however long the pointers
 * are. https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
const MAX_ERRORS = 3000;

/** Separates good products from rejected items, and gives the reasons. */
export function checkItems(submitted: readonly SubmittedItem[]): CheckedItems {
  const products = new Map<number, NewProduct>();
  const bad: { item: SubmittedItem; errors: readonly FieldError[] }[] = [];
  for (const item of submitted) {
    const parsed =
      item.faults.length > 0
        ? ({ success: false, errors: item.faults } as const)
        : parseNewProduct(item.value);
    if (parsed.success) {
      products.set(item.index, parsed.product);
    } else {
      bad.push({ item, errors: parsed.errors });
    }
  }
  const maxErrors = Math.min(MAX_FIELD_ERRORS, Math.floor(MAX_ERRORS / bad.length));
  const rejected = bad.map(({ item, errors }) => toRejectedItem(item, errors.slice(0, maxErrors)));
  return { submitted, products, rejected };
}

/**
 * Refuses an invalid product, a batch without a valid product and, with strict handling, a batch with an
 * invalid one.
 * @throws {ProblemError} `INVALID_PRODUCT`, `NO_VALID_ITEM`, `INVALID_ITEMS`, with pointers from the root of
 * the request.
 */
export function refuseUnfit(
  { operation, handling }: Pick<IntakeCommand, 'operation' | 'handling'>,
  { submitted, products, rejected }: CheckedItems,
): void {
  if (rejected.length === 0 || (products.size > 0 && handling !== 'strict')) {
    return;
  }
  const errors = rejected.flatMap((item) =>
    item.errors.map((error) => ({
      ...error,
      pointer: `${submitted[item.index]?.pointer ?? ''}${error.pointer}`,
      // A problem has no other place for the line.
      detail: item.line === undefined ? error.detail : `line ${item.line}: ${error.detail}`,
    })),
  );
  const batchCode = products.size === 0 ? 'NO_VALID_ITEM' : 'INVALID_ITEMS';
  const listed = errors.length > MAX_PROBLEM_ERRORS ? `the first ${MAX_PROBLEM_ERRORS} things` : 'what';
  throw new ProblemError(
    operation === 'product' ? 'INVALID_PRODUCT' : batchCode,
    `Nothing was taken; errors says ${listed} to change.`,
    { errors },
  );
}

function toRejectedItem({ index, line, value }: SubmittedItem, errors: readonly FieldError[]): RejectedItem {
  return { index, ...(line !== undefined && { line }), ...skuOf(value), errors: errors.map(boundPointer) };
}

/** As written in JSON, where a control character takes six. */
const MAX_SKU_LENGTH = 64;

/** Reads the SKU of an item, valid or not, so that the consumer can find its row. */
function skuOf(value: unknown): { sku?: string } {
  const sku = (value as { sku?: unknown } | null | undefined)?.sku;
  return typeof sku === 'string' && JSON.stringify(sku).length - 2 <= MAX_SKU_LENGTH ? { sku } : {};
}
