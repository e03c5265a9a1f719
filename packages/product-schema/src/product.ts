import { z } from 'zod';
import { ProductId, SubmissionId } from './ids.ts';
import { Attributes, Currency, Images, Name, Price, Sku, Tags } from './product-fields.ts';
import { text } from './text.ts';
import { Timestamp } from './timestamp.ts';

const fields = {
  name: Name,
  price: Price,
  currency: Currency.default('USD'),
  description: text(0, 10_000).optional(),
  sku: Sku.optional(),
  category: text(1, 255).optional(),
  brand: text(1, 255).optional(),
  tags: Tags.optional(),
  images: Images.optional(),
  attributes: Attributes.optional(),
};

/** A product as a consumer submits it. Strict: a field that isn't known is refused by name. Parse with `parseNewProduct`. */
export const NewProduct = z.strictObject(fields).meta({ id: 'NewProduct' });
export type NewProduct = z.infer<typeof NewProduct>;

/** The same as received from the queue: tolerant, so that an older worker takes what a newer producer sends. */
export const QueuedProduct = z.object(fields);

/** The names of the fields that a consumer can send, in the order they are shown in. */
export const PRODUCT_FIELDS = Object.keys(fields) as readonly (keyof NewProduct)[];

/** A product as it is read back. */
export const Product = z
  .object({
    id: ProductId,
    ...fields,
    currency: Currency,
    submissionId: SubmissionId,
    createdAt: Timestamp,
    updatedAt: Timestamp,
    /** 1 for the first save, one more for each save after it. */
    version: z.int().min(1),
  })
  .meta({ id: 'Product' });
export type Product = z.infer<typeof Product>;
