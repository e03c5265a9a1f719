import type { ProductChanges } from '@async-catalog/client';
import { type AttributeValue, isNumber, readAttribute } from './attribute-kinds.ts';
import { filledRows, type FormErrors } from './form-errors.ts';
import {
  type AttributeFormRow,
  formOf,
  LIST_FIELDS,
  type ProductFields,
  type ProductForm,
} from './product-form.ts';

/** Fields to send: a changed one with its new value, a removed one with `null`, the others not at all. */
export type Changes = Omit<
  ProductChanges,
  'id' | 'sku' | 'version' | 'submissionId' | 'createdAt' | 'updatedAt' | 'ifVersion'
>;

const REMOVABLE = ['category', 'brand', 'description'] as const;

/** Reads what the form changes of a product, and what in it can't be sent. */
export function readForm(base: ProductFields, form: ProductForm): { changes: Changes; errors: FormErrors } {
  const shown = formOf(base);
  const changes: Changes = {};
  const errors: Record<string, string> = {};
  if (form.name.trim() !== shown.name.trim()) {
    changes.name = form.name.trim();
  }
  if (form.price.trim() !== shown.price) {
    if (!isNumber(form.price)) {
      errors['price'] = 'is not a number; write one such as 12.50';
    } else if (Number(form.price) !== base.price) {
      changes.price = Number(form.price);
    }
  }
  if (form.currency.trim() !== shown.currency) {
    changes.currency = form.currency.trim().toUpperCase();
  }
  for (const field of REMOVABLE) {
    if (form[field].trim() !== shown[field].trim()) {
      changes[field] = form[field].trim() || null;
    }
  }
  for (const field of LIST_FIELDS) {
    const texts = filledRows(form[field]).map(({ text }) => text.trim());
    if (JSON.stringify(texts) !== JSON.stringify(base[field] ?? [])) {
      changes[field] = texts.length === 0 ? null : texts;
    }
  }
  const attributes = readAttributes(base.attributes ?? {}, form.attributes, errors);
  if (Object.keys(attributes).length > 0) {
    changes.attributes = attributes;
  }
  return { changes, errors };
}

/** Finds what a new product lacks. */
export function missingIn(form: ProductForm): FormErrors {
  return {
    ...(form.name.trim() === '' && { name: 'is missing; write one' }),
    ...(form.price.trim() === '' && { price: 'is missing; write one such as 12.50' }),
  };
}

type Attributes = Readonly<Record<string, AttributeValue>>;

function readAttributes(
  base: Attributes,
  rows: readonly AttributeFormRow[],
  errors: Record<string, string>,
): Record<string, AttributeValue | null> {
  const found = new Map<string, AttributeValue | null>();
  const kept = new Set<string>();
  for (const { id, kind, text, ...row } of rows) {
    const name = Object.hasOwn(base, row.name) ? row.name : row.name.trim();
    const read = readAttribute(kind, text);
    if (name === '') {
      if (text.trim() !== '') {
        errors[id] = 'has no name; give it one, or remove it';
      }
    } else if (kept.has(name)) {
      errors[id] = `has the name of another one, ${name}; rename or remove one of them`;
    } else if ('error' in read) {
      errors[id] = read.error;
      kept.add(name);
    } else {
      kept.add(name);
      if (!Object.hasOwn(base, name) || JSON.stringify(base[name]) !== JSON.stringify(read.value)) {
        found.set(name, read.value);
      }
    }
  }
  for (const name of Object.keys(base)) {
    if (!kept.has(name)) {
      found.set(name, null);
    }
  }
  return Object.fromEntries(found);
}
