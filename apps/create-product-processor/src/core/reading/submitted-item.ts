import { type FieldError, jsonPointer } from '@async-catalog/product-schema';
import type { Flaw } from './check-json.ts';

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

const DETAILS: Record<Flaw['code'], string> = {
  DUPLICATE_FIELD: 'is given more than once; send it once',
  RESERVED_NAME: 'is a reserved name; choose another',
};

export function flawError({ path, code }: Flaw): FieldError {
  return { pointer: jsonPointer(path), code, detail: DETAILS[code] };
}
