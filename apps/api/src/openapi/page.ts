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

/** Field that an item has in the list of others. */
export const LISTED_CALLER = {
  caller: z.string().optional().describe('Who submitted it, in a list of other callers.'),
};

export const LISTS =
  'What was accepted is listed at once. A status is computed as the page is read, so a page of one status can be shorter than `limit`, and even empty, where another follows. If a status changes while you page, it may appear on a later page, or on none. A cursor belongs to the parameters that it was given for.';
