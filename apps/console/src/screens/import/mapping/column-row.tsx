import { ATTRIBUTE_PREFIX } from '../../../core/field-labels.ts';
import { changeField, type ImportDraft } from '../../../core/import-draft.ts';
import { errorsAt, explainMappingError, mappingPointer } from '../../../core/mapping-errors.ts';
import { FieldSelect } from './field-select.tsx';

interface ColumnRowProps {
  readonly id: string;
  readonly guess: ImportDraft['guesses'][number];
  readonly samples: readonly string[];
  readonly draft: ImportDraft;
  readonly onDraft: (draft: ImportDraft) => void;
}

const SHOWN_SAMPLES = 3;
const SHOWN_CHARACTERS = 60;

/** Shows a column: its first values, what it is taken for, and why. */
export function ColumnRow({ id, guess, samples, draft, onDraft }: ColumnRowProps) {
  const { column, field } = guess;
  const errors = errorsAt(draft.errors, mappingPointer('columns', column));
  const describedBy = [`${id}-reason`, ...(errors.length > 0 ? [`${id}-error`] : [])].join(' ');
  const change = (next: string | undefined): void => onDraft(changeField(draft, column, next));
  const isAttribute = field?.startsWith(ATTRIBUTE_PREFIX) === true;
  const first = draft.firstGuesses.find((found) => found.column === column);
  const isOfLayout =
    draft.mapping.layout !== undefined &&
    first?.field === undefined &&
    first?.reason.startsWith('is ignored') === false;
  const shown = [...new Set(samples.map((text) => text.trim()).filter((text) => text !== ''))];
  return (
    <li className={field === undefined ? 'column column-ignored' : 'column'}>
      <div className="column-source">
        <strong id={`${id}-name`}>{column}</strong>
        <ul className="samples" aria-label={`First values of ${column}`}>
          {shown.length === 0 && <li className="muted">blank in the first rows</li>}
          {shown.slice(0, SHOWN_SAMPLES).map((text) => (
            <li key={text}>
              {text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text}
            </li>
          ))}
        </ul>
      </div>
      <div className="column-field">
        <FieldSelect
          field={field}
          kind={draft.sniffed.format.kind}
          attribute={column}
          isOfLayout={isOfLayout}
          aria-labelledby={`${id}-name`}
          aria-describedby={describedBy}
          aria-invalid={errors.length > 0}
          onChange={change}
        />
        {isAttribute && (
          <input
            aria-label={`Name of the attribute that ${column} fills`}
            value={field.slice(ATTRIBUTE_PREFIX.length)}
            maxLength={64}
            onChange={({ target }) => change(ATTRIBUTE_PREFIX + target.value)}
          />
        )}
        {errors.map((error) => (
          <p key={error.detail} id={`${id}-error`} className="field-error">
            {explainMappingError(error)}
          </p>
        ))}
        <p id={`${id}-reason`} className="muted reason">
          {sentence(guess.reason)}
        </p>
      </div>
    </li>
  );
}

/** Makes a sentence of a reason. What it says of a missing currency stands beside that field. */
function sentence(reason: string): string {
  const [text = ''] = reason.split('; no column names a currency');
  return `It ${text}.`;
}
