import type { Sniffed } from '@async-catalog/import-mapping';
import { DELIMITERS, ENCODINGS } from '../file/describe-format.ts';
import type { AskedFormat } from '../file/kept-choice.ts';

interface FormatFieldsProps {
  readonly format: Sniffed['format'];
  readonly asked: AskedFormat;
  readonly onChange: (asked: AskedFormat) => void;
}

/** Lets the user correct how the file is read, where accents or columns look wrong. */
export function FormatFields({ format, asked, onChange }: FormatFieldsProps) {
  return (
    <details className="format">
      <summary>Accents or columns look wrong?</summary>
      <div className="filters">
        <label className="field">
          <span>Encoding</span>
          <select
            value={asked.encoding ?? format.encoding}
            onChange={({ target: { value } }) =>
              onChange({ ...asked, encoding: value as NonNullable<AskedFormat['encoding']> })
            }
          >
            {Object.entries(ENCODINGS).map(([encoding, label]) => (
              <option key={encoding} value={encoding}>
                {label}
              </option>
            ))}
          </select>
        </label>
        {format.kind === 'csv' && (
          <label className="field">
            <span>Between cells</span>
            <select
              value={asked.delimiter ?? format.delimiter}
              onChange={({ target: { value } }) =>
                onChange({ ...asked, delimiter: value as NonNullable<AskedFormat['delimiter']> })
              }
            >
              {Object.entries(DELIMITERS).map(([delimiter, label]) => (
                <option key={delimiter} value={delimiter}>
                  {label}
                </option>
              ))}
            </select>
          </label>
        )}
      </div>
    </details>
  );
}
