import type { Product } from '@async-catalog/client';
import { type AttributeKind, kindOf, textOf } from './attribute-kinds.ts';

/** Fields that are one text each. */
export const TEXT_FIELDS = ['name', 'price', 'currency', 'category', 'brand', 'description'] as const;
export type TextField = (typeof TEXT_FIELDS)[number];
export const LIST_FIELDS = ['tags', 'images'] as const;
export type ListField = (typeof LIST_FIELDS)[number];

/** Row of a list; its id stays the same while rows come and go. */
export interface FormRow {
  readonly id: string;
  readonly text: string;
}

export interface AttributeFormRow extends FormRow {
  readonly name: string;
  readonly kind: AttributeKind;
}

/** Content of the form, everything as it was typed. */
export type ProductForm = Readonly<Record<TextField, string>> &
  Readonly<Record<ListField, readonly FormRow[]>> & { readonly attributes: readonly AttributeFormRow[] };

/** A product as far as the form changes it; all of it is optional for one that doesn't exist yet. */
export type ProductFields = Partial<
  Omit<Product, 'id' | 'submissionId' | 'createdAt' | 'updatedAt' | 'version'>
>;

/** Fills the form. The same product makes the same texts, with the line ends that a text field has. */
export function formOf(product: ProductFields): ProductForm {
  const rows = (field: ListField): FormRow[] =>
    (product[field] ?? []).map((text, index) => ({ id: `${field}-${index}`, text }));
  return {
    name: product.name ?? '',
    price: product.price?.toString() ?? '',
    currency: product.currency ?? '',
    category: product.category ?? '',
    brand: product.brand ?? '',
    description: (product.description ?? '').replaceAll(/\r\n?/g, '\n'),
    tags: rows('tags'),
    images: rows('images'),
    attributes: Object.entries(product.attributes ?? {}).map(([name, value]) => ({
      id: `attribute-${name}`,
      name,
      kind: kindOf(value),
      text: textOf(value),
    })),
  };
}
