import type { FieldError } from './field-error.ts';
import { fieldErrorsOf, MAX_FIELD_ERRORS } from './field-errors-of.ts';
import { jsonPointer } from './json-pointer.ts';
import { MAX_ENTRIES } from './product-collections.ts';
import { NewProduct, PRODUCT_FIELDS } from './product.ts';

/**
 * Limit of a product's compact JSON in bytes. It leaves room for the catalog's own fields below DynamoDB's
 * item limit of 400 KB
 * (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html#limits-items).
 */
export const MAX_PRODUCT_BYTES = 400_000;

/**
 * Validates a product from outside and normalizes it: trims the name, sets the default currency.
 * Pointers start at the product.
 */
export function parseNewProduct(
  value: unknown,
):
  | { readonly success: true; readonly product: NewProduct }
  | { readonly success: false; readonly errors: readonly FieldError[] } {
  const parsed = NewProduct.safeParse(clipped(value));
  const errors = [
    ...reservedNames(value),
    ...fieldErrorsOf(parsed.error?.issues ?? [], { knownFields: PRODUCT_FIELDS }),
  ].slice(0, MAX_FIELD_ERRORS);
  if (!parsed.success || errors.length > 0) {
    return { success: false, errors };
  }
  const bytes = new TextEncoder().encode(JSON.stringify(parsed.data)).byteLength;
  if (bytes > MAX_PRODUCT_BYTES) {
    const detail = `has ${bytes} bytes as JSON; send at most ${MAX_PRODUCT_BYTES}`;
    return {
      success: false,
      errors: [{ pointer: '', code: 'PRODUCT_TOO_LARGE', detail }],
    };
  }
  return { success: true, product: parsed.data };
}

/** Reports `__proto__` as a name, because zod's records drop it silently and an attribute would be lost. */
function reservedNames(value: unknown): FieldError[] {
  const attributes = isObject(value) ? value['attributes'] : undefined;
  if (!isObject(attributes) || !Object.hasOwn(attributes, '__proto__')) {
    return [];
  }
  const pointer = jsonPointer(['attributes', '__proto__']);
  return [{ pointer, code: 'RESERVED_NAME', detail: 'is a reserved name; choose another key' }];
}

/**
 * Cuts collections to one entry above their limit: still invalid, but quick to check. Issues of millions of
 * invalid entries would take gigabytes.
 */
function clipped(value: unknown): unknown {
  if (!isObject(value)) {
    return value;
  }
  const clips = Object.entries(MAX_ENTRIES)
    .map(([field, max]) => [field, firstOf(value[field], max + 1)] as const)
    .filter(([, entries]) => entries !== undefined);
  return clips.length === 0 ? value : { ...value, ...Object.fromEntries(clips) };
}

/** Takes the first entries of a longer collection; `undefined` for anything else. */
function firstOf(collection: unknown, count: number): unknown {
  if (Array.isArray(collection)) {
    return collection.length > count ? collection.slice(0, count) : undefined;
  }
  const entries = isObject(collection) ? Object.entries(collection) : [];
  return entries.length > count ? Object.fromEntries(entries.slice(0, count)) : undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
