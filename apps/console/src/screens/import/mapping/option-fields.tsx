import { changeLayout, changeOption, type ImportDraft, type Mapping } from '../../../core/import-draft.ts';
import { errorsAt, explainMappingError, mappingPointer } from '../../../core/mapping-errors.ts';

interface OptionFieldsProps {
  readonly draft: ImportDraft;
  readonly onDraft: (draft: ImportDraft) => void;
}

const OPERATIONS = [
  [
    'merge',
    'Add and update',
    'New products are added. Of others, the columns of the file change; everything else stays.',
  ],
  [
    'patch',
    'Update only',
    'Products that exist change as above. A row whose product doesn’t exist is refused.',
  ],
  [
    'put',
    'Replace',
    'Each product becomes exactly what its row says. What the file doesn’t have is removed.',
  ],
  ['delete', 'Delete', 'The products in the file are deleted.'],
] as const;

/** Lets the user choose what is done with rows, and how their cells are read. */
export function OptionFields({ draft, onDraft }: OptionFieldsProps) {
  const { mapping, sniffed } = draft;
  const decimalErrors = errorsAt(draft.errors, mappingPointer('decimal'));
  const layoutErrors = errorsAt(draft.errors, mappingPointer('layout'));
  return (
    <>
      <fieldset className="operations">
        <legend className="sr-only">What to do with the rows</legend>
        {OPERATIONS.map(([op, label, text]) => (
          <label key={op} className="operation">
            <input
              type="radio"
              name="op"
              checked={(mapping.op ?? 'merge') === op}
              onChange={() => onDraft(changeOption(draft, 'op', op))}
            />
            <span>
              <strong>{label}</strong> <span className="muted">{text}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <div className="filters">
        {sniffed.format.kind === 'csv' && (
          <label className="field">
            <span>Decimals are written</span>
            <select
              value={mapping.decimal ?? ''}
              aria-invalid={decimalErrors.length > 0}
              aria-describedby="decimal-error"
              onChange={({ target: { value } }) =>
                onDraft(changeOption(draft, 'decimal', (value || undefined) as Mapping['decimal']))
              }
            >
              <option value="">with a point, if there are any</option>
              <option value=".">with a point: 1,234.50</option>
              <option value=",">with a comma: 1.234,50</option>
            </select>
          </label>
        )}
        <label className="field">
          <span>Between tags or images in one cell</span>
          <input
            value={mapping.separator ?? ''}
            placeholder=","
            maxLength={3}
            size={5}
            onChange={({ target: { value } }) =>
              onDraft(changeOption(draft, 'separator', value === '' ? undefined : value))
            }
          />
        </label>
        {sniffed.format.kind === 'csv' && (
          <label className="field">
            <span>Rows are arranged</span>
            <select
              value={mapping.layout ?? ''}
              aria-invalid={layoutErrors.length > 0}
              aria-describedby="layout-error"
              onChange={({ target: { value } }) =>
                onDraft(changeLayout(draft, (value || undefined) as Mapping['layout']))
              }
            >
              <option value="">one product a row</option>
              <option value="shopify">as Shopify exports them</option>
              <option value="woocommerce">as WooCommerce exports them</option>
            </select>
          </label>
        )}
      </div>
      <p id="decimal-error" className="field-error" role="alert">
        {decimalErrors.map(explainMappingError).join(' ')}
      </p>
      <p id="layout-error" className="field-error" role="alert">
        {layoutErrors.map(explainMappingError).join(' ')}
      </p>
    </>
  );
}
