import { checkDecimals } from './check-decimals.ts';
import type { FieldError } from './field-error.ts';
import { fieldErrorsOf, MAX_FIELD_ERRORS } from './field-errors-of.ts';
import { isObject } from './is-object.ts';
import { jsonPointer } from './json-pointer.ts';
import { productIdOfSku } from './ids.ts';
import { isAttributeScalar, MAX_ATTRIBUTE_VALUES, MAX_ENTRIES } from './product-collections.ts';
import { PRODUCT_FIELDS } from './product-field-names.ts';
import { ProductInput } from './product.ts';

/**
 * Limit of a product's compact JSON in bytes. It leaves room for the catalog's own fields below DynamoDB's
 * item limit of 400 KB
 * (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html#limits-items).
 */
export const MAX_PRODUCT_BYTES = 400_000;

/**
 * Validates a product from outside and normalizes it: trims texts, drops repeated tags.
 * Pointers start at the product.
 */
export function parseProductInput(
  value: unknown,
):
  | { readonly success: true; readonly product: ProductInput }
  | { readonly success: false; readonly errors: readonly FieldError[] } {
  const parsed = ProductInput.safeParse(clipped(withoutIgnored(value), { isPatch: false }));
  const errors = [
    ...reservedNames(value),
    ...fieldErrorsOf(parsed.error?.issues ?? [], { knownFields: PRODUCT_FIELDS }).map(quotedSku(value)),
    ...(isObject(value) ? checkDecimals(value) : []),
  ].slice(0, MAX_FIELD_ERRORS);
  if (!parsed.success || errors.length > 0) {
    return { success: false, errors };
  }
  const tooLarge = checkSize(parsed.data);
  return tooLarge === undefined
    ? { success: true, product: parsed.data }
    : { success: false, errors: [tooLarge] };
}

/** Finds that a product, or what a patch sets of it, is larger than {@link MAX_PRODUCT_BYTES}. */
export function checkSize(fields: object): FieldError | undefined {
  const bytes = new TextEncoder().encode(JSON.stringify(fields)).byteLength;
  return bytes > MAX_PRODUCT_BYTES
    ? {
        pointer: '',
        code: 'PRODUCT_TOO_LARGE',
        detail: `has ${bytes} bytes as JSON; send at most ${MAX_PRODUCT_BYTES}`,
      }
    : undefined;
}

const OPTIONAL_FIELDS: ReadonlySet<string> = new Set(
  PRODUCT_FIELDS.filter((field) => field !== 'name' && field !== 'price'),
);

/** Fields of a product as it is read, which may be sent back. */
export const READ_ONLY_FIELDS: ReadonlySet<string> = new Set([
  'submissionId',
  'createdAt',
  'updatedAt',
  'version',
]);

/**
 * Leaves out optional fields that are null, and what a consumer can't set. An id is left out if it is that of
 * the SKU: another one names another product.
 */
function withoutIgnored(value: unknown): unknown {
  if (!isObject(value)) {
    return value;
  }
  const isIgnored = (field: string) =>
    (value[field] === null && OPTIONAL_FIELDS.has(field)) ||
    READ_ONLY_FIELDS.has(field) ||
    (field === 'id' && isOwnId(value));
  return Object.keys(value).some(isIgnored)
    ? Object.fromEntries(Object.entries(value).filter(([field]) => !isIgnored(field)))
    : value;
}

/** Derives no id of a SKU that isn't valid: normalizing a long run of marks costs the square of its length. */
export function isOwnId({ id, sku }: Record<string, unknown>): boolean {
  if (typeof id !== 'string') {
    return false;
  }
  const parsed = ProductInput.shape.sku.safeParse(sku);
  return parsed.data !== undefined && id.toLowerCase() === productIdOfSku(parsed.data);
}

/** Shows a SKU that was sent as a number in quotes, which is all that it lacks. */
export function quotedSku(value: unknown): (error: FieldError) => FieldError {
  const sku = isObject(value) ? value['sku'] : undefined;
  return (error) =>
    error.pointer === '/sku' && typeof sku === 'number'
      ? { ...error, detail: `is a number; send it as a string: "${sku}"` }
      : error;
}

/** Reports `__proto__` as a name, because zod's records drop it silently and an attribute would be lost. */
export function reservedNames(value: unknown): FieldError[] {
  const attributes = isObject(value) ? value['attributes'] : undefined;
  if (!isObject(attributes) || !Object.hasOwn(attributes, '__proto__')) {
    return [];
  }
  const pointer = jsonPointer(['attributes', '__proto__']);
  return [{ pointer, code: 'RESERVED_NAME', detail: 'is a reserved name; choose another key' }];
}

/**
 * Cuts collections to one entry above their limit: still invalid, but quick to check. Issues of millions of
 * invalid entries would take gigabytes. Of a patch, attributes that are null are valid.
 */
export function clipped(value: unknown, { isPatch }: { isPatch: boolean }): unknown {
  if (!isObject(value)) {
    return value;
  }
  const { tags, images, attributes } = value;
  const clips = Object.entries({
    tags: clippedList(tags, MAX_ENTRIES.tags),
    images: clippedList(images, MAX_ENTRIES.images),
    attributes: clippedAttributes(attributes, isPatch),
  }).filter(([field, entries]) => entries !== value[field]);
  return clips.length === 0 ? value : { ...value, ...Object.fromEntries(clips) };
}

function clippedList(list: unknown, max: number): unknown {
  return Array.isArray(list) && list.length > max ? list.slice(0, max + 1) : list;
}

/** Cuts attributes, and their lists, after as many wrong values as are listed, too: each has an issue for every type that it could have. */
function clippedAttributes(attributes: unknown, isPatch: boolean): unknown {
  if (!isObject(attributes)) {
    return attributes;
  }
  let faultsLeft = MAX_FIELD_ERRORS;
  const clippedValue = (value: unknown): unknown => {
    if (isPatch && value === null) {
      return value;
    }
    const values: unknown[] = Array.isArray(value) ? value : [value];
    let end = 0;
    for (; end < values.length && end <= MAX_ATTRIBUTE_VALUES && faultsLeft > 0; end += 1) {
      faultsLeft -= isAttributeScalar(values[end]) ? 0 : 1;
    }
    return end < values.length ? values.slice(0, end) : value;
  };
  const keys = Object.keys(attributes);
  const entries: [string, unknown][] = [];
  for (const key of keys.slice(0, MAX_ENTRIES.attributes + 1)) {
    if (faultsLeft === 0) {
      break;
    }
    entries.push([key, clippedValue(attributes[key])]);
  }
  return entries.length === keys.length && entries.every(([key, value]) => value === attributes[key])
    ? attributes
    : Object.fromEntries(entries);
}
