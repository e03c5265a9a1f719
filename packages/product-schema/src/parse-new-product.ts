import type { FieldError } from './field-error.ts';
import { fieldErrorsOf } from './field-errors-of.ts';
import { jsonPointer } from './json-pointer.ts';
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
  const parsed = NewProduct.safeParse(value);
  const errors = parsed.success
    ? []
    : fieldErrorsOf(parsed.error.issues, { knownFields: PRODUCT_FIELDS, basePath });
  if (hasReservedAttribute(value)) {
    // zod's records leave this key out without a word: an attribute would be lost.
    const pointer = jsonPointer([...basePath, 'attributes', '__proto__']);
    errors.unshift({ pointer, code: 'RESERVED_NAME', detail: 'is a reserved name; choose another key' });
  }
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

function hasReservedAttribute(value: unknown): boolean {
  const attributes = (value as { attributes?: unknown } | null | undefined)?.attributes;
  return typeof attributes === 'object' && attributes !== null && Object.hasOwn(attributes, '__proto__');
}
