import type { RequestBody } from '../request/intake-request.ts';
import { duplicateField, type SubmittedItems } from './submitted-item.ts';

/** The body of `POST /products` is the product. */
export function readProduct({ duplicates }: RequestBody, json: unknown): SubmittedItems {
  return { items: [{ index: 0, value: json, faults: duplicates.map(duplicateField) }], pointerTo: () => '' };
}
