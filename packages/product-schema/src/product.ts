import { z } from 'zod';
import { ProductId, SubmissionId } from './ids.ts';
import { Currency, productFields } from './product-fields.ts';
import { Timestamp } from './timestamp.ts';

/** A product as a consumer submits it. Strict: a field that isn't known is refused by name. Parse with `parseNewProduct`. */
export const NewProduct = z.strictObject(productFields).meta({ id: 'NewProduct' });
export type NewProduct = z.infer<typeof NewProduct>;

/** The same as received from the queue: tolerant, so that an older worker takes what a newer producer sends. */
export const QueuedProduct = z.object(productFields);

/** Names of the fields that a consumer can send. */
export const PRODUCT_FIELDS = Object.keys(productFields) as readonly (keyof NewProduct)[];

/** A product as it is read back. */
export const Product = z
  .object({
    id: ProductId,
    ...productFields,
    currency: Currency,
    submissionId: SubmissionId,
    createdAt: Timestamp,
    updatedAt: Timestamp,
    /** 1 for the first save, one more for each save after it. */
    version: z.int().min(1),
  })
  .meta({ id: 'Product' });
export type Product = z.infer<typeof Product>;
