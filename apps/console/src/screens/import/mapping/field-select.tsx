import type { SelectHTMLAttributes } from 'react';
import { ATTRIBUTE_PREFIX, PRODUCT_FIELD_LABELS, ROW_FIELD_LABELS } from '../../../core/field-labels.ts';

interface FieldSelectProps extends Omit<SelectHTMLAttributes<HTMLSelectElement>, 'onChange'> {
  readonly field: string | undefined;
  readonly kind: 'csv' | 'ndjson';
  /** Name of the attribute that the column becomes if that is chosen. */
  readonly attribute: string;
  /** Whether the layout reads the column itself where it is no field. */
  readonly isOfLayout: boolean;
  readonly onChange: (field: string | undefined) => void;
}

const LEFT_OUT = '';
const ATTRIBUTE = 'attribute';

/** Lets the user choose what a column is. */
export function FieldSelect({ field, kind, attribute, isOfLayout, onChange, ...rest }: FieldSelectProps) {
  const isAttribute = field?.startsWith(ATTRIBUTE_PREFIX) === true;
  const known = { ...PRODUCT_FIELD_LABELS, ...ROW_FIELD_LABELS };
  const isOther = field !== undefined && !isAttribute && !Object.hasOwn(known, field);
  return (
    <select
      {...rest}
      value={isAttribute ? ATTRIBUTE : (field ?? LEFT_OUT)}
      onChange={({ target: { value } }) => {
        const chosen = value === ATTRIBUTE ? ATTRIBUTE_PREFIX + attribute.slice(0, 64) : value;
        onChange(chosen === LEFT_OUT ? undefined : chosen);
      }}
    >
      <option value={LEFT_OUT}>{isOfLayout ? 'As the layout reads it' : 'Leave it out'}</option>
      <optgroup label="The product’s">
        {Object.entries(PRODUCT_FIELD_LABELS).map(([name, label]) => (
          <option key={name} value={name}>
            {label}
          </option>
        ))}
        <option value={ATTRIBUTE}>attribute</option>
        {kind === 'ndjson' && <option value="attributes">attributes, all of them</option>}
      </optgroup>
      <optgroup label="About the row">
        {Object.entries(ROW_FIELD_LABELS).map(([name, label]) => (
          <option key={name} value={name}>
            {label}
          </option>
        ))}
        {isOther && field !== 'attributes' && <option value={field}>{field}</option>}
      </optgroup>
    </select>
  );
}
