import { ATTRIBUTE_KINDS, type AttributeKind } from '../../core/product/attribute-kinds.ts';
import type { AttributeFormRow } from '../../core/product/product-form.ts';
import { ListRows, type RowAttributes } from './list-rows.tsx';

interface AttributeRowsProps {
  readonly rows: readonly AttributeFormRow[];
  readonly errors: Readonly<Record<string, string>>;
  readonly onChange: (rows: readonly AttributeFormRow[]) => void;
}

/** Edits attributes: a name, a kind and a value each. */
export function AttributeRows({ rows, errors, onChange }: AttributeRowsProps) {
  const change = (id: string, part: Partial<AttributeFormRow>): void =>
    onChange(rows.map((row) => (row.id === id ? { ...row, ...part } : row)));
  return (
    <ListRows
      label="Attributes"
      one="attribute"
      rows={rows}
      errors={errors}
      error={errors['attributes']}
      onAdd={() => onChange([...rows, { id: crypto.randomUUID(), name: '', kind: 'text', text: '' }])}
      onRemove={(removed) => onChange(rows.filter(({ id }) => id !== removed))}
    >
      {(row, name, attributes) => (
        <div className="attribute-row">
          <input
            aria-label={`Name of ${name}`}
            placeholder="Name"
            value={row.name}
            onChange={(event) => change(row.id, { name: event.target.value })}
            {...attributes}
          />
          <select
            aria-label={`Kind of ${name}`}
            value={row.kind}
            onChange={(event) => {
              const kind = event.target.value as AttributeKind;
              change(row.id, { kind, text: kind === 'boolean' ? String(row.text === 'true') : row.text });
            }}
          >
            {Object.entries(ATTRIBUTE_KINDS).map(([kind, words]) => (
              <option key={kind} value={kind}>
                {words}
              </option>
            ))}
          </select>
          <AttributeValueInput
            row={row}
            name={name}
            attributes={attributes}
            onChange={(text) => change(row.id, { text })}
          />
        </div>
      )}
    </ListRows>
  );
}

interface AttributeValueInputProps {
  readonly row: AttributeFormRow;
  readonly name: string;
  readonly attributes: RowAttributes;
  readonly onChange: (text: string) => void;
}

function AttributeValueInput({ row, name, attributes, onChange }: AttributeValueInputProps) {
  const label = `Value of ${name}`;
  if (row.kind === 'boolean') {
    return (
      <select aria-label={label} value={row.text} onChange={(event) => onChange(event.target.value)}>
        <option value="true">yes</option>
        <option value="false">no</option>
      </select>
    );
  }
  if (row.kind === 'text' || row.kind === 'number') {
    return (
      <input
        aria-label={label}
        placeholder="Value"
        inputMode={row.kind === 'number' ? 'decimal' : undefined}
        value={row.text}
        onChange={(event) => onChange(event.target.value)}
        {...attributes}
      />
    );
  }
  const rows = Math.min(8, row.text.split('\n').length + 1);
  return (
    <textarea
      aria-label={`${label}${row.kind === 'json' ? '' : ', one a line'}`}
      placeholder={row.kind === 'json' ? '["red", 2, true]' : 'One a line'}
      rows={rows}
      value={row.text}
      onChange={(event) => onChange(event.target.value)}
      {...attributes}
    />
  );
}
