import { z } from 'zod';

/** A page of a list; the last one has no `nextCursor`. It can be shorter than asked for. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({
    items: z.array(item),
    nextCursor: z
      .string()
      .optional()
      .describe('Send it as `cursor` for the next page; the last page has none.'),
  });
}
