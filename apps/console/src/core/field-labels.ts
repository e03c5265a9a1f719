export const ATTRIBUTE_PREFIX = 'attributes.';

/** Fields of a product that a column can fill, as people name them. */
export const PRODUCT_FIELD_LABELS: Readonly<Record<string, string>> = {
  sku: 'SKU',
  name: 'name',
  price: 'price',
  currency: 'currency',
  description: 'description',
  category: 'category',
  brand: 'brand',
  tags: 'tags',
  images: 'images',
};

/** Fields that say which product a row is about, and what is done with it. */
export const ROW_FIELD_LABELS: Readonly<Record<string, string>> = {
  op: 'what to do with the row',
  id: 'catalog’s own id',
  ifVersion: 'version that the product must have',
};

/** Names the field that a JSON Pointer of an item leads to. */
export function labelOfPointer(pointer: string): string {
  const tokens = pointer.split('/').slice(1);
  return fieldLabel(tokens.map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~')).join('.'));
}

export function fieldLabel(field: string): string {
  return field.startsWith(ATTRIBUTE_PREFIX)
    ? `attribute “${field.slice(ATTRIBUTE_PREFIX.length)}”`
    : (PRODUCT_FIELD_LABELS[field] ?? ROW_FIELD_LABELS[field] ?? field);
}
