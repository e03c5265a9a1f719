import type { RequestBody } from '../request/intake-request.ts';
import { flawError, type SubmittedItems } from './submitted-item.ts';

/** The body of `POST /products` is the product. */
export function readProduct({ flaws }: RequestBody, json: unknown): SubmittedItems {
  return { items: [{ index: 0, value: json, faults: flaws.map(flawError) }], pointerTo: () => '' };
}
