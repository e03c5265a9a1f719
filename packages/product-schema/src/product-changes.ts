import { z } from 'zod';
import { PatchedAttributes, StoredPatchedAttributes } from './product-collections.ts';
import type { ProductField } from './product-field-names.ts';
import { Currency, productFields, storedFields } from './product-fields.ts';

const { name, price, description, category, brand, tags, images } = productFields;

/** Fields that a patch changes, by JSON Merge Patch (RFC 7396): `null` removes a field, or an attribute. */
export const ProductChanges = z
  .strictObject({
    name: name.optional(),
    price: price.optional(),
    currency: Currency.optional(),
    description: description.nullable(),
    category: category.nullable(),
    brand: brand.nullable(),
    tags: tags.nullable(),
    images: images.nullable(),
    attributes: PatchedAttributes.nullable().optional(),
  } satisfies Record<Exclude<ProductField, 'sku'>, z.ZodType>)
  .meta({ id: 'ProductChanges' });
export type ProductChanges = z.infer<typeof ProductChanges>;

/** Names of the fields that a patch can change. */
export const CHANGEABLE_FIELDS = Object.keys(ProductChanges.shape) as readonly (keyof ProductChanges)[];

/** Tells whether a merge of these changes makes a product where there is none: whether it has what each product needs. */
export function canMakeProduct({
  name: named,
  price: priced,
}: Pick<QueuedChanges, 'name' | 'price'>): boolean {
  return named !== undefined && priced !== undefined;
}

/** Changes as received from the queue; tolerant, as `QueuedProduct` is. */
export const QueuedChanges = z.object({
  name: storedFields.name.optional(),
  price: storedFields.price.optional(),
  currency: z.string().optional(),
  description: storedFields.description.nullable(),
  category: storedFields.category.nullable(),
  brand: storedFields.brand.nullable(),
  tags: storedFields.tags.nullable(),
  images: storedFields.images.nullable(),
  attributes: StoredPatchedAttributes.nullable().optional(),
} satisfies Record<keyof ProductChanges, z.ZodType>);
export type QueuedChanges = z.infer<typeof QueuedChanges>;
