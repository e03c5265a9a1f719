import { type FieldError, jsonPointer } from '@async-catalog/product-schema';
import type { JSONPath } from 'jsonc-parser';
import type { RequestBody } from './intake-request.ts';
import type { SubmittedItem } from './submitted-item.ts';

/** The body of `POST /products` is the product. */
export function readProduct({ duplicates }: RequestBody, json: unknown): SubmittedItem[] {
  return [{ index: 0, value: json, faults: duplicates.map((path) => duplicateField(path)) }];
}

export function duplicateField(path: JSONPath): FieldError {
  return { pointer: jsonPointer(path), code: 'DUPLICATE_FIELD', detail: 'is given twice; send it once' };
}
