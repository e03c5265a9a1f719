import { z } from 'zod';
import { ProductId, SubmissionId } from './ids.ts';
import { PRICE_LIMIT, productFields, storedFields } from './product-fields.ts';
import { Timestamp } from './timestamp.ts';

export { PRODUCT_FIELDS } from './product-field-names.ts';

/** A product as submitted. Strict: an unknown field is an error that names it. Parse with `parseProductInput`. */
export const ProductInput = z.strictObject(productFields).meta({
  id: 'ProductInput',
  description:
    'Replaces the whole product, or makes it: a field that is left out is removed, except `currency`. Texts, but for those in attributes, are kept without white space at their ends. Control characters are refused, except tabs and line ends in `description`; a name, category, brand, tag or name of an attribute has a visible character. `null` in a field that isn’t required is as if the field were left out. A product can be sent back as it was read: `id` (of the same SKU), `submissionId`, `createdAt`, `updatedAt` and `version` are ignored. Every other field is refused.',
});
export type ProductInput = z.infer<typeof ProductInput>;

/**
 * A product as received from the queue. Tolerant, so that an older worker accepts what a newer producer sends. Only the price is bounded:
 * the table and the totals hold no other.
 */
export const QueuedProduct = z.object({ ...storedFields, price: z.number().min(0).lt(PRICE_LIMIT) });
export type QueuedProduct = z.infer<typeof QueuedProduct>;

/** A product as consumers read it. */
export const Product = z
  .object({
    id: ProductId,
    ...storedFields,
    currency: z.string(),
    submissionId: SubmissionId,
    createdAt: Timestamp,
    updatedAt: Timestamp,
    version: z
      .int()
      .min(1)
      .describe(
        'Counts the states that the product has had, from 1: each save that is applied makes one more, also one that changes nothing, and so does a delete.',
      ),
  })
  .meta({ id: 'Product' });
export type Product = z.infer<typeof Product>;
