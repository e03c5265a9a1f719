import type { FieldError } from '@async-catalog/client';
import type { ListField, ProductForm, TextField } from './product-form.ts';
import { LIST_FIELDS, TEXT_FIELDS } from './product-form.ts';

/** Messages by the form's fields: `price`, or the id of a row; what belongs to none is under `''`. */
export type FormErrors = Readonly<Record<string, string>>;

interface Pointed extends Pick<FieldError, 'pointer' | 'detail'> {}

/** Finds the fields of the form that the API's errors point to. */
export function toFormErrors(errors: readonly Pointed[], form: ProductForm): FormErrors {
  const found: Record<string, string> = {};
  for (const { pointer, detail } of errors) {
    const field = fieldAt(pointer, form);
    const message = field === '' && pointer !== '' ? `${pointer} ${detail}` : detail;
    found[field] = found[field] === undefined ? message : `${found[field]} ${message}`;
  }
  return found;
}

function fieldAt(pointer: string, form: ProductForm): string {
  const [, field = '', entry] = pointer
    .replace(/^\/items\/\d+/, '')
    .split('/')
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  if (field === 'sku' || TEXT_FIELDS.includes(field as TextField)) {
    return field;
  }
  if (LIST_FIELDS.includes(field as ListField)) {
    const row = entry === undefined ? undefined : filledRows(form[field as ListField])[Number(entry)];
    return row?.id ?? field;
  }
  return field === 'attributes' ? (form.attributes.find(({ name }) => name === entry)?.id ?? field) : '';
}

/** Leaves out rows in which nothing was typed; what is sent has the others, in their order. */
export function filledRows<Row extends { readonly text: string }>(rows: readonly Row[]): readonly Row[] {
  return rows.filter(({ text }) => text.trim() !== '');
}
