import {
  type AttributeFormRow,
  formOf,
  type FormRow,
  LIST_FIELDS,
  type ProductFields,
  type ProductForm,
  TEXT_FIELDS,
} from './product-form.ts';

/** Puts what was typed over a newer state of the product: fields that weren't touched take the newer values. */
export function rebaseForm(base: ProductFields, theirs: ProductFields, form: ProductForm): ProductForm {
  const [shown, newer] = [formOf(base), formOf(theirs)];
  const texts = TEXT_FIELDS.map((field) => [field, (form[field] === shown[field] ? newer : form)[field]]);
  const lists = LIST_FIELDS.map((field) => [
    field,
    (isSame(form[field], shown[field]) ? newer : form)[field],
  ]);
  return {
    ...form,
    ...Object.fromEntries([...texts, ...lists]),
    attributes: rebaseAttributes(shown.attributes, newer.attributes, form.attributes),
  };
}

function isSame(rows: readonly FormRow[], others: readonly FormRow[]): boolean {
  return rows.length === others.length && rows.every(({ text }, index) => text === others[index]?.text);
}

function rebaseAttributes(
  shown: readonly AttributeFormRow[],
  newer: readonly AttributeFormRow[],
  typed: readonly AttributeFormRow[],
): readonly AttributeFormRow[] {
  const before = new Map(shown.map((row) => [row.id, row]));
  const isTouched = (row: AttributeFormRow): boolean => {
    const old = before.get(row.id);
    return old === undefined || old.name !== row.name || old.kind !== row.kind || old.text !== row.text;
  };
  const mine = typed.filter(isTouched);
  const removed = shown.filter(({ id }) => typed.every((row) => row.id !== id));
  // A row of mine replaces theirs of the same name, also where both added it.
  const replaced = new Set([
    ...mine.flatMap(({ id, name }) => [before.get(id)?.name, name]),
    ...removed.map(({ name }) => name),
  ]);
  return [...newer.filter(({ name }) => !replaced.has(name)), ...mine];
}
