import { z } from 'zod';

/** Builds the schema of a page of a list. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({
    items: z.array(item),
    nextCursor: z
      .string()
      .optional()
      .describe('Send it as `cursor` to get the next page. Absent on the last page.'),
  });
}
