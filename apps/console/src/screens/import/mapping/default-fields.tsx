import { changeDefault, type ImportDraft } from '../../../core/import-draft.ts';
import { errorsAt, explainMappingError, mappingPointer } from '../../../core/mapping-errors.ts';

const DEFAULTS = [
  ['currency', 'Currency', 'USD for new products'],
  ['brand', 'Brand', 'none'],
  ['category', 'Category', 'none'],
  ['tags', 'Tags', 'none'],
] as const;

/** Lets the user give values to fields that a row leaves blank. */
export function DefaultFields({
  draft,
  onDraft,
}: {
  readonly draft: ImportDraft;
  readonly onDraft: (draft: ImportDraft) => void;
}) {
  const { defaults = {} } = draft.mapping;
  return (
    <fieldset className="defaults">
      <legend>Where a row has none</legend>
      <div className="filters">
        {DEFAULTS.map(([field, label, placeholder]) => {
          const errors = errorsAt(draft.errors, mappingPointer('defaults', field));
          return (
            <label key={field} className="field">
              <span>{label}</span>
              <input
                value={defaults[field] ?? ''}
                placeholder={placeholder}
                maxLength={255}
                aria-invalid={errors.length > 0}
                onChange={({ target: { value } }) =>
                  onDraft(changeDefault(draft, field, field === 'currency' ? value.toUpperCase() : value))
                }
              />
              {errors.map((error) => (
                <span key={error.detail} className="field-error">
                  {explainMappingError(error)}
                </span>
              ))}
            </label>
          );
        })}
      </div>
    </fieldset>
  );
}
