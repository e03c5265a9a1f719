/** Names of the fields that a consumer can send. Apart from their schemas, so that what only needs the names doesn't load zod. */
export const PRODUCT_FIELDS = [
  'name',
  'price',
  'currency',
  'description',
  'sku',
  'category',
  'brand',
  'tags',
  'images',
  'attributes',
] as const;

export type ProductField = (typeof PRODUCT_FIELDS)[number];
