import type { FieldError } from '@async-catalog/product-schema';

/** One product of a request, as it came. */
export interface SubmittedItem {
  /** Its place in the request, from 0. */
  readonly index: number;
  readonly value: unknown;
  /** What is wrong with it as JSON; pointers from the item. */
  readonly faults: readonly FieldError[];
}
