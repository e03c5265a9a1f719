import { boundPointer, MAX_PROBLEM_ERRORS, ProblemError } from '@async-catalog/http-contract';
import {
  type FieldError,
  MAX_FIELD_ERRORS,
  type ProductInput,
  parseProductInput,
  type ProductId,
  productIdOfSku,
  type RejectedItem,
} from '@async-catalog/product-schema';
import type { IntakeCommand } from '../intake-command.ts';
import type { SubmittedItem } from './read-items.ts';

export interface CheckedItems {
  /** All items, good or not, in order. */
  readonly submitted: readonly SubmittedItem[];
  /** Normalized products by the index of their item, without those that are replaced. */
  readonly products: ReadonlyMap<number, ProductInput>;
  readonly rejected: readonly RejectedItem[];
  /** Items whose product a later item replaces. They are valid, and never queued. */
  readonly replaced: readonly ReplacedItem[];
}

export interface ReplacedItem {
  readonly index: number;
  readonly line?: number;
  readonly productId: ProductId;
  readonly sku: string;
  /** Index of the last item with the same product. */
  readonly supersededBy: number;
}

/**
 * Errors in one answer, so that it stays well below the 6 MB that Lambda allows, however long the pointers
 * are. https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
const MAX_ERRORS = 3000;

/** Separates good products from rejected items, and gives the reasons. */
export function checkItems(submitted: readonly SubmittedItem[]): CheckedItems {
  const products = new Map<number, ProductInput>();
  const bad: { item: SubmittedItem; errors: readonly FieldError[] }[] = [];
  for (const item of submitted) {
    const parsed =
      item.faults.length > 0
        ? ({ success: false, errors: item.faults } as const)
        : parseProductInput(item.value);
    if (parsed.success) {
      products.set(item.index, parsed.product);
    } else {
      bad.push({ item, errors: parsed.errors });
    }
  }
  const maxErrors = Math.min(MAX_FIELD_ERRORS, Math.floor(MAX_ERRORS / bad.length));
  const rejected = bad.map(({ item, errors }) => toRejectedItem(item, errors.slice(0, maxErrors)));
  return { submitted, products, rejected, replaced: takeReplaced(submitted, products) };
}

/**
 * Takes out all but the last of the items that name the same product, so that which one is saved never depends
 * on the order of deliveries. Only a SKU can name a product twice.
 */
function takeReplaced(
  submitted: readonly SubmittedItem[],
  products: Map<number, ProductInput>,
): ReplacedItem[] {
  const last = new Map<ProductId, number>();
  const replaced: ReplacedItem[] = [];
  for (const [index, { sku }] of [...products].toReversed()) {
    if (sku !== undefined) {
      const productId = productIdOfSku(sku);
      const supersededBy = last.get(productId);
      if (supersededBy === undefined) {
        last.set(productId, index);
      } else {
        const line = submitted[index]?.line;
        replaced.push({ index, ...(line !== undefined && { line }), productId, sku, supersededBy });
        products.delete(index);
      }
    }
  }
  return replaced.toReversed();
}

/**
 * Refuses an invalid product, a batch without a valid product and, with strict handling, a batch with an
 * invalid one.
 * @throws {ProblemError} `INVALID_PRODUCT`, `NO_VALID_ITEM`, `INVALID_ITEMS`, with pointers from the root of
 * the request.
 */
export function refuseUnfit(
  { operation, handling }: Pick<IntakeCommand, 'operation' | 'handling'>,
  { submitted, products, rejected }: Omit<CheckedItems, 'replaced'>,
): void {
  if (rejected.length === 0 || (products.size > 0 && handling !== 'strict')) {
    return;
  }
  const errors = rejected.flatMap((item) =>
    item.errors.map((error) => ({
      ...error,
      pointer: `${submitted[item.index]?.pointer ?? ''}${error.pointer}`,
      // A problem has no other place for the line.
      detail: item.line === undefined ? error.detail : toLineDetail(item.line, error),
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

/** The longest SKU as written in JSON: 255 characters of two units of UTF-16 each, or with an escape each. */
const MAX_SKU_LENGTH = 2 * 255;

/** Reads the SKU of an item, valid or not, so that the consumer can find its row. */
function skuOf(value: unknown): { sku?: string } {
  const sent = (value as { sku?: unknown } | null | undefined)?.sku;
  const sku = typeof sent === 'number' ? String(sent) : sent;
  return typeof sku === 'string' && JSON.stringify(sku).length - 2 <= MAX_SKU_LENGTH ? { sku } : {};
}

/** Places an error in NDJSON as one in a document is: a syntax error begins with its column. */
function toLineDetail(line: number, { detail }: FieldError): string {
  return `line ${line}${detail.startsWith('column ') ? ',' : ':'} ${detail}`;
}
