import './product-form.css';
import type { RefObject } from 'react';
import type { FormErrors } from '../../core/product/form-errors.ts';
import type { ListField, ProductForm, TextField } from '../../core/product/product-form.ts';
import { AttributeRows } from './attribute-rows.tsx';
import { FormField } from './form-field.tsx';
import { ListRows } from './list-rows.tsx';

interface ProductFormFieldsProps {
  readonly form: ProductForm;
  readonly errors: FormErrors;
  readonly onChange: (form: ProductForm) => void;
  readonly first: RefObject<HTMLInputElement | null>;
  readonly currencyHint?: string | undefined;
}

const LISTS = [
  ['tags', 'Tags', 'tag', 'text'],
  ['images', 'Pictures', 'picture', 'url'],
] as const satisfies readonly (readonly [ListField, string, string, string])[];

/** Shows the fields of a product that can be changed. */
export function ProductFormFields({ form, errors, onChange, first, currencyHint }: ProductFormFieldsProps) {
  const text = (field: TextField) => ({
    value: form[field],
    onChange: (event: { target: { value: string } }) => onChange({ ...form, [field]: event.target.value }),
  });
  return (
    <div className="product-form">
      <FormField label="Name" error={errors['name']} wide>
        {(attributes) => <input ref={first} {...attributes} {...text('name')} />}
      </FormField>
      <FormField label="Price" error={errors['price']}>
        {(attributes) => <input inputMode="decimal" autoComplete="off" {...attributes} {...text('price')} />}
      </FormField>
      <FormField label="Currency" error={errors['currency']} hint={currencyHint}>
        {(attributes) => (
          <input
            className="currency"
            maxLength={8}
            autoComplete="off"
            placeholder="EUR"
            {...attributes}
            {...text('currency')}
          />
        )}
      </FormField>
      <FormField label="Category" error={errors['category']}>
        {(attributes) => <input {...attributes} {...text('category')} />}
      </FormField>
      <FormField label="Brand" error={errors['brand']}>
        {(attributes) => <input {...attributes} {...text('brand')} />}
      </FormField>
      <FormField label="Description" error={errors['description']} wide>
        {(attributes) => <textarea rows={5} {...attributes} {...text('description')} />}
      </FormField>
      {LISTS.map(([field, label, one, mode]) => (
        <ListRows
          key={field}
          label={label}
          one={one}
          rows={form[field]}
          errors={errors}
          error={errors[field]}
          onAdd={() =>
            onChange({ ...form, [field]: [...form[field], { id: crypto.randomUUID(), text: '' }] })
          }
          onRemove={(removed) =>
            onChange({ ...form, [field]: form[field].filter(({ id }) => id !== removed) })
          }
        >
          {(row, name, attributes) => (
            <input
              aria-label={mode === 'url' ? `URL of ${name}` : name}
              inputMode={mode}
              placeholder={mode === 'url' ? 'https://…' : undefined}
              value={row.text}
              onChange={(event) =>
                onChange({
                  ...form,
                  [field]: form[field].map((old) =>
                    old.id === row.id ? { ...old, text: event.target.value } : old,
                  ),
                })
              }
              {...attributes}
            />
          )}
        </ListRows>
      ))}
      <AttributeRows
        rows={form.attributes}
        errors={errors}
        onChange={(attributes) => onChange({ ...form, attributes })}
      />
    </div>
  );
}
