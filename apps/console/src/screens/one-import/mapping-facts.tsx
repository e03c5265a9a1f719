import type { Import } from '@async-catalog/client';
import { fieldLabel } from '../../core/field-labels.ts';

const OPERATIONS = {
  merge: 'added, and updated where they exist',
  patch: 'updated where they exist',
  put: 'replaced',
  delete: 'deleted',
} as const;

/** Shows how the file was read: what its columns were taken for, and remarks on it. */
export function MappingFacts({ found }: { found: Import }) {
  const { mapping, guesses = [], notes = [], format } = found;
  if (mapping === undefined) {
    return null;
  }
  const { op = 'merge', decimal, layout, separator, defaults = {} } = mapping;
  const options = [
    ...(format === undefined ? [] : [`Read as ${format.kind.toUpperCase()} in ${format.encoding}.`]),
    `Products are ${OPERATIONS[op]}.`,
    ...(decimal === ',' ? ['Decimals are written with a comma.'] : []),
    ...(layout === undefined ? [] : [`Rows are arranged as ${layout} exports them.`]),
    ...(separator === undefined ? [] : [`Tags and images are separated by “${separator}”.`]),
    ...Object.entries(defaults).map(
      ([field, value]) => `Where a row has no ${fieldLabel(field)}, it is ${value}.`,
    ),
  ];
  return (
    <section className="card" aria-labelledby="mapping-title">
      <h2 id="mapping-title">How the file is read</h2>
      {notes.map((note) => (
        <p key={note}>{note}</p>
      ))}
      <p>{options.join(' ')}</p>
      <details>
        <summary>Columns</summary>
        <dl className="mapped-columns">
          {guesses.map(({ column, field, reason }) => (
            <div key={column}>
              <dt>{column}</dt>
              <dd>
                {field === undefined ? 'left out' : fieldLabel(field)}
                {reason !== 'is asked for' && <span className="muted"> (it {reason})</span>}
              </dd>
            </div>
          ))}
        </dl>
      </details>
    </section>
  );
}
