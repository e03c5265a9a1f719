import { checkDecimals } from './check-decimals.ts';
import type { FieldError } from './field-error.ts';
import { fieldErrorsOf, MAX_FIELD_ERRORS } from './field-errors-of.ts';
import { ProductId, productIdOfSku } from './ids.ts';
import { isObject } from './is-object.ts';
import { Op, type Operation } from './operation.ts';
import {
  checkSize,
  clipped,
  isOwnId,
  parseProductInput,
  quotedSku,
  READ_ONLY_FIELDS,
  reservedNames,
} from './parse-product-input.ts';
import { ProductChanges } from './product-changes.ts';
import { productFields } from './product-fields.ts';
import { PRODUCT_FIELDS } from './product-field-names.ts';

type Parsed<T> =
  | ({ readonly success: true } & T)
  | { readonly success: false; readonly errors: readonly FieldError[] };

/** Validates an item of a submission from outside: what it does, to which product. Pointers start at the item. */
export function parseOperation(value: unknown): Parsed<{ readonly operation: Operation }> {
  if (!isObject(value)) {
    return parsePut(value, []);
  }
  const { op, ifVersion, ...rest } = value;
  const known = Op.safeParse(op ?? 'put');
  if (!known.success) {
    const detail = `is no operation; send one of ${Op.options.join(', ')}`;
    return { success: false, errors: [{ pointer: '/op', code: 'UNKNOWN_OPERATION', detail }] };
  }
  const errors = checkVersion(ifVersion);
  const parsed = PARSERS[known.data](rest, errors);
  return parsed.success && ifVersion != null
    ? { ...parsed, operation: { ...parsed.operation, ifVersion: ifVersion as number } }
    : parsed;
}

type Parser = (
  value: Record<string, unknown>,
  before: FieldError[],
) => Parsed<{ readonly operation: Operation }>;

const PARSERS: Readonly<Record<Op, Parser>> = {
  put: parsePut,
  patch: (value, before) => parseNamed(value, 'patch', before),
  merge: parseMerge,
  delete: (value, before) => parseNamed(value, 'delete', before),
};

function checkVersion(ifVersion: unknown): FieldError[] {
  return ifVersion == null || (Number.isSafeInteger(ifVersion) && (ifVersion as number) >= 1)
    ? []
    : [{ pointer: '/ifVersion', code: 'WRONG_TYPE', detail: 'is no version; send a whole number from 1' }];
}

function parsePut(value: unknown, before: FieldError[]): Parsed<{ readonly operation: Operation }> {
  const wrongId = isObject(value) && value['id'] != null && !isOwnId(value);
  const { id: _, ...withoutId } = wrongId ? value : {};
  const parsed = parseProductInput(wrongId ? withoutId : value);
  const errors = [
    ...before,
    ...(wrongId ? [{ pointer: '/id', code: 'INVALID_ID', detail: describeWrongId(value) } as const] : []),
    ...(parsed.success ? [] : parsed.errors),
  ];
  return parsed.success && errors.length === 0
    ? { success: true, operation: { op: 'put', product: parsed.product } }
    : { success: false, errors: errors.slice(0, MAX_FIELD_ERRORS) };
}

/** A merge without a SKU makes a product, so it is checked as a put. */
function parseMerge(
  value: Record<string, unknown>,
  before: FieldError[],
): Parsed<{ readonly operation: Operation }> {
  if (value['sku'] == null) {
    const parsed = parsePut(value, before);
    return parsed.success && parsed.operation.op === 'put'
      ? { success: true, operation: { op: 'merge', changes: parsed.operation.product } }
      : parsed;
  }
  const { id, ...named } = value;
  const wrongId = id != null && !isOwnId(value);
  const errors = [
    ...before,
    ...(wrongId ? [{ pointer: '/id', code: 'INVALID_ID', detail: describeWrongId(value) } as const] : []),
  ];
  const parsed = parseNamed(named, 'patch', errors);
  if (!parsed.success || parsed.operation.op !== 'patch') {
    return parsed;
  }
  const { productId: _, ...operation } = parsed.operation;
  return { success: true, operation: { ...operation, op: 'merge' } };
}

function describeWrongId({ sku }: Record<string, unknown>): string {
  return sku == null
    ? 'comes without a SKU; a product that has none can only be patched or deleted, by its id'
    : 'is not the id of the SKU; leave it out';
}

function parseNamed(
  value: Record<string, unknown>,
  op: 'patch' | 'delete',
  before: FieldError[],
): Parsed<{ readonly operation: Operation }> {
  const { id, sku, ...fields } = value;
  const name = readName(id, sku);
  const sent = Object.fromEntries(Object.entries(fields).filter(([field]) => !READ_ONLY_FIELDS.has(field)));
  const changes = op === 'patch' ? parseChanges(sent) : refuseFields(sent);
  const errors = [
    ...before,
    ...(Array.isArray(name) ? name : []),
    ...(Array.isArray(changes) ? changes : []),
  ];
  if (Array.isArray(name) || Array.isArray(changes) || errors.length > 0) {
    return { success: false, errors: errors.slice(0, MAX_FIELD_ERRORS) };
  }
  return {
    success: true,
    operation: op === 'patch' ? { op, ...name, changes } : { op, ...name },
  };
}

/** Reads which product an item names. */
function readName(id: unknown, sku: unknown): { productId: ProductId; sku?: string } | FieldError[] {
  const parsedSku = productFields.sku.safeParse(sku ?? undefined);
  if (!parsedSku.success) {
    const issues = parsedSku.error.issues.map((issue) => ({ ...issue, path: ['sku', ...issue.path] }));
    return fieldErrorsOf(issues, { knownFields: PRODUCT_FIELDS }).map(quotedSku({ sku }));
  }
  const named = parsedSku.data;
  if (id == null) {
    return named === undefined
      ? [{ pointer: '/sku', code: 'REQUIRED', detail: 'is missing; name the product by its sku or its id' }]
      : { productId: productIdOfSku(named), sku: named };
  }
  const productId = ProductId.safeParse(typeof id === 'string' ? id.toLowerCase() : id);
  if (!productId.success) {
    return [{ pointer: '/id', code: 'INVALID_ID', detail: 'is no UUID; send the id of a product' }];
  }
  return named !== undefined && productIdOfSku(named) !== productId.data
    ? [{ pointer: '/id', code: 'INVALID_ID', detail: 'is not the id of the SKU; send one of them' }]
    : { productId: productId.data, ...(named !== undefined && { sku: named }) };
}

function parseChanges(fields: Record<string, unknown>): ProductChanges | FieldError[] {
  const parsed = ProductChanges.safeParse(clipped(fields, { isPatch: true }));
  const { price, currency } = fields;
  const errors = [
    ...reservedNames(fields),
    ...fieldErrorsOf(parsed.error?.issues ?? [], { knownFields: PRODUCT_FIELDS }).map(keptField(fields)),
    // Without one, the price is checked against the currency that the product has, when it is applied.
    ...(typeof currency === 'string' ? checkDecimals({ price, currency }) : []),
  ];
  if (errors.length > 0 || !parsed.success) {
    return errors;
  }
  if (Object.keys(parsed.data).length === 0) {
    return [{ pointer: '', code: 'TOO_FEW', detail: 'changes nothing; name a field to change' }];
  }
  const tooLarge = checkSize(parsed.data);
  return tooLarge === undefined ? parsed.data : [tooLarge];
}

/** Explains a null that would remove what each product has. */
function keptField(fields: Record<string, unknown>): (error: FieldError) => FieldError {
  return (error) =>
    fields[error.pointer.slice(1)] === null
      ? { ...error, detail: "can't be removed; send a value, or leave it out" }
      : error;
}

function refuseFields(fields: Record<string, unknown>): FieldError[] | Record<string, never> {
  const unexpected = Object.keys(fields).filter((field) => fields[field] != null);
  return unexpected.length === 0
    ? {}
    : unexpected.slice(0, MAX_FIELD_ERRORS).map((field) => ({
        pointer: `/${field.replaceAll('~', '~0').replaceAll('/', '~1')}`,
        code: 'UNKNOWN_FIELD',
        detail: 'is not a field of a delete; remove it',
      }));
}
