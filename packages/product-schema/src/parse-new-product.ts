import type { FieldError } from './field-error.ts';
import { fieldErrorsOf, MAX_FIELD_ERRORS } from './field-errors-of.ts';
import { jsonPointer } from './json-pointer.ts';
import { MAX_ENTRIES } from './product-collections.ts';
import { NewProduct, PRODUCT_FIELDS } from './product.ts';

/**
 * Bytes of a product as compact JSON in UTF-8. DynamoDB's item limit is 400 KB, names and values counted
 * (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html#limits-items); the rest is kept for what the
 * catalog adds to an item (ids, times, revision), so that what is accepted can be saved.
 */
export const MAX_PRODUCT_BYTES = 400_000;

export type ParsedNewProduct =
  | { readonly success: true; readonly product: NewProduct }
  | { readonly success: false; readonly errors: readonly FieldError[] };

/**
 * The one way in for a product: checks `value` (as JSON gave it) and normalizes it (trims the name, sets the default currency).
 * `basePath` is put before each pointer: where the product stands in the request.
 */
export function parseNewProduct(value: unknown, basePath: readonly PropertyKey[] = []): ParsedNewProduct {
  const parsed = NewProduct.safeParse(clipped(value));
  const errors = [
    ...reservedNames(value, basePath),
    ...fieldErrorsOf(parsed.error?.issues ?? [], { knownFields: PRODUCT_FIELDS, basePath }),
  ].slice(0, MAX_FIELD_ERRORS);
  if (!parsed.success || errors.length > 0) {
    return { success: false, errors };
  }
  const bytes = new TextEncoder().encode(JSON.stringify(parsed.data)).byteLength;
  if (bytes > MAX_PRODUCT_BYTES) {
    const detail = `has ${bytes} bytes as JSON; send at most ${MAX_PRODUCT_BYTES}`;
    return {
      success: false,
      errors: [{ pointer: jsonPointer(basePath), code: 'PRODUCT_TOO_LARGE', detail }],
    };
  }
  return { success: true, product: parsed.data };
}

/** zod's records leave this key out without a word: an attribute would be lost. */
function reservedNames(value: unknown, basePath: readonly PropertyKey[]): FieldError[] {
  const attributes = isObject(value) ? value['attributes'] : undefined;
  if (!isObject(attributes) || !Object.hasOwn(attributes, '__proto__')) {
    return [];
  }
  const pointer = jsonPointer([...basePath, 'attributes', '__proto__']);
  return [{ pointer, code: 'RESERVED_NAME', detail: 'is a reserved name; choose another key' }];
}

/**
 * The same with one entry more than the limit in a collection that has too many: as wrong as it was, but checked in no time. Millions
 * of entries, each of them wrong, would take gigabytes of issues.
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

/** The first entries of a collection that has more; `undefined` of anything else. */
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
