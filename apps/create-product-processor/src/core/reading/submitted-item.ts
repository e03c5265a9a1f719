import { type FieldError, jsonPointer } from '@async-catalog/product-schema';
import type { JSONPath } from 'jsonc-parser';

/** One product of a request, as it came. */
export interface SubmittedItem {
  /** Its place in the request, from 0. */
  readonly index: number;
  /** Its line in the request, from 1, where it has one of its own. */
  readonly line?: number;
  /** What it says; where it isn't JSON, its text. */
  readonly value: unknown;
  /** What is wrong with it before it is looked at as a product. Pointers start at the item. */
  readonly faults: readonly FieldError[];
}

export interface SubmittedItems {
  readonly items: readonly SubmittedItem[];
  /** Where in the request an item is, as a JSON Pointer; of NDJSON, as if it were an array of its lines. */
  readonly pointerTo: (index: number) => string;
}

/** The last value would count, and the others be lost without a word. */
export function duplicateField(path: JSONPath): FieldError {
  return {
    pointer: jsonPointer(path),
    code: 'DUPLICATE_FIELD',
    detail: 'is given more than once; send it once',
  };
}
