import { MAX_BATCH_ITEMS, ProblemError } from '@async-catalog/http-contract';
import { FieldError } from '@async-catalog/product-schema';
import { z } from 'zod';
import type { SubmittedItem } from './read-items.ts';

/** Body of a chunk, which only the file splitter sends: each row has its line, and the reasons if it is no item. */
const ChunkBody = z.object({
  rows: z
    .array(
      z.object({
        line: z.int().min(1),
        value: z.unknown(),
        errors: z.array(FieldError).min(1).optional(),
      }),
    )
    .min(1)
    .max(MAX_BATCH_ITEMS),
});

/** @throws {ProblemError} `INVALID_REQUEST` */
export function readChunk(json: unknown): SubmittedItem[] {
  const parsed = ChunkBody.safeParse(json);
  if (!parsed.success) {
    throw new ProblemError('INVALID_REQUEST', 'This is no chunk of an import.', { cause: parsed.error });
  }
  return parsed.data.rows.map(({ line, value, errors = [] }, index) => ({
    index,
    pointer: `/rows/${index}/value`,
    line,
    value,
    faults: errors,
  }));
}
