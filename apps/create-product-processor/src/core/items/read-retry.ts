import { MAX_BATCH_ITEMS, ProblemError } from '@async-catalog/http-contract';
import { ProductId } from '@async-catalog/product-schema';
import { z } from 'zod';
import type { SubmittedItem } from './read-items.ts';

/** Body of a retry, which only the API sends: each item has the place and the product id of its first try. */
const Retry = z.object({
  items: z
    .array(z.object({ index: z.int().nonnegative(), productId: ProductId, product: z.unknown() }))
    .min(1)
    .max(MAX_BATCH_ITEMS),
});

/** @throws {ProblemError} `INVALID_REQUEST` */
export function readRetry(json: unknown): SubmittedItem[] {
  const parsed = Retry.safeParse(json);
  if (!parsed.success) {
    throw new ProblemError('INVALID_REQUEST', 'This is no retry.', { cause: parsed.error });
  }
  return parsed.data.items.map(({ index: retriedIndex, productId, product }, index) => ({
    index,
    pointer: `/items/${index}/product`,
    value: product,
    faults: [],
    retry: { index: retriedIndex, productId },
  }));
}
