import { boundPointer, unfitItems } from '@async-catalog/http-contract';
import {
  type FieldError,
  MAX_FIELD_ERRORS,
  Op,
  type Operation,
  parseOperation,
  type ProductId,
  productIdOfSku,
  type RejectedItem,
} from '@async-catalog/product-schema';
import type { IntakeCommand } from '../intake-command.ts';
import type { SubmittedItem } from './read-items.ts';

export interface CheckedItems {
  /** All items, good or not, in order. */
  readonly submitted: readonly SubmittedItem[];
  /** Operations by the index of their item, without puts that are replaced. */
  readonly operations: ReadonlyMap<number, Operation>;
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

/** Separates good items from rejected items, and gives the reasons. */
export function checkItems(submitted: readonly SubmittedItem[]): CheckedItems {
  const operations = new Map<number, Operation>();
  const bad: { item: SubmittedItem; errors: readonly FieldError[] }[] = [];
  for (const item of submitted) {
    const parsed =
      item.faults.length > 0
        ? ({ success: false, errors: item.faults } as const)
        : parseOperation(item.value);
    if (parsed.success) {
      operations.set(item.index, parsed.operation);
    } else {
      bad.push({ item, errors: parsed.errors });
    }
  }
  const maxErrors = Math.min(MAX_FIELD_ERRORS, Math.floor(MAX_ERRORS / bad.length));
  const rejected = bad.map(({ item, errors }) => toRejectedItem(item, errors.slice(0, maxErrors)));
  return { submitted, operations, rejected, replaced: takeReplaced(submitted, operations) };
}

/**
 * Takes out the puts that a later one of the same product replaces, so that which one is saved never depends on the
 * order of deliveries. Patches, merges and deletes are all applied, and so is the put before one, which it may need. A put
 * that may fail replaces none; one without a currency keeps that of another.
 */
function takeReplaced(
  submitted: readonly SubmittedItem[],
  operations: Map<number, Operation>,
): ReplacedItem[] {
  const last = new Map<ProductId, { readonly index: number; readonly hasCurrency: boolean }>();
  const replaced: ReplacedItem[] = [];
  for (const [index, operation] of [...operations].toReversed()) {
    if (operation.op === 'patch' || operation.op === 'delete') {
      last.delete(operation.productId);
      continue;
    }
    const { sku } = operation.op === 'put' ? operation.product : operation;
    if (sku === undefined) {
      continue;
    }
    const productId = productIdOfSku(sku);
    if (operation.op === 'merge') {
      last.delete(productId);
      continue;
    }
    const { currency } = operation.product;
    const later = last.get(productId);
    if (later !== undefined && (later.hasCurrency || currency === undefined)) {
      const line = submitted[index]?.line;
      const supersededBy = later.index;
      replaced.push({ index, ...(line !== undefined && { line }), productId, sku, supersededBy });
      operations.delete(index);
    } else if (!mayFail(operation)) {
      last.set(productId, { index: later?.index ?? index, hasCurrency: currency !== undefined });
    }
  }
  return replaced.toReversed();
}

/** Tells whether the worker may refuse a put: for its version, or for the decimals of the currency that the product keeps. */
function mayFail({ ifVersion, product }: Extract<Operation, { op: 'put' }>): boolean {
  return ifVersion !== undefined || (product.currency === undefined && !Number.isInteger(product.price));
}

/**
 * Refuses an invalid product, a batch without a valid product and, with strict handling, a batch with an
 * invalid one. A chunk is taken whatever is in it, because the rest of its file is.
 * @throws {ProblemError} `INVALID_PRODUCT`, `NO_VALID_ITEM`, `INVALID_ITEMS`, with pointers from the root of
 * the request.
 */
export function refuseUnfit(
  { operation, handling }: Pick<IntakeCommand, 'operation' | 'handling'>,
  { submitted, operations, rejected }: Omit<CheckedItems, 'replaced'>,
): void {
  if (operation === 'chunk' || rejected.length === 0 || (operations.size > 0 && handling !== 'strict')) {
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
  const batchCode = operations.size === 0 ? 'NO_VALID_ITEM' : 'INVALID_ITEMS';
  throw unfitItems(operation === 'product' ? 'INVALID_PRODUCT' : batchCode, errors);
}

function toRejectedItem({ index, line, value }: SubmittedItem, errors: readonly FieldError[]): RejectedItem {
  return {
    index,
    ...(line !== undefined && { line }),
    ...skuOf(value),
    ...opOf(value, errors),
    errors: errors.map(boundPointer),
  };
}

/** The longest SKU as written in JSON: 255 characters of two units of UTF-16 each, or with an escape each. */
const MAX_SKU_LENGTH = 2 * 255;

/** Reads the SKU of an item, valid or not, so that the consumer can find its row. */
function skuOf(value: unknown): { sku?: string } {
  const sent = (value as { sku?: unknown } | null | undefined)?.sku;
  const sku = typeof sent === 'number' ? String(sent) : sent;
  return typeof sku === 'string' && JSON.stringify(sku).length - 2 <= MAX_SKU_LENGTH ? { sku } : {};
}

/** Reads what an item was to do, where that is certain. */
function opOf(value: unknown, errors: readonly FieldError[]): { op?: Op } {
  const isCertain =
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !errors.some(({ pointer }) => pointer === '/op');
  const { data: op } = Op.safeParse(isCertain ? ((value as { op?: unknown }).op ?? 'put') : undefined);
  return op === undefined ? {} : { op };
}

/** Places an error in NDJSON as one in a document is: a syntax error begins with its column. */
function toLineDetail(line: number, { detail }: FieldError): string {
  return `line ${line}${detail.startsWith('column ') ? ',' : ':'} ${detail}`;
}
