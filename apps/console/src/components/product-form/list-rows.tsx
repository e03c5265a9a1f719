import { type ReactNode, useRef } from 'react';
import { flushSync } from 'react-dom';

interface ListRowsProps<Row extends { readonly id: string }> {
  readonly label: string;
  /** One of the rows, in words: `tag`. */
  readonly one: string;
  readonly rows: readonly Row[];
  readonly errors: Readonly<Record<string, string>>;
  /** Message of the list as a whole. */
  readonly error?: string | undefined;
  readonly onAdd: () => void;
  readonly onRemove: (id: string) => void;
  /** Shows the row's controls; `attributes` tie its message to them. */
  readonly children: (row: Row, name: string, attributes: RowAttributes) => ReactNode;
}

export interface RowAttributes {
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': boolean;
}

/** Shows rows that can be added and removed. The focus follows: to the new row, or to the button that adds one. */
export function ListRows<Row extends { readonly id: string }>(props: ListRowsProps<Row>) {
  const { label, one, rows, errors, error, onAdd, onRemove, children } = props;
  const group = useRef<HTMLFieldSetElement>(null);
  const changeAndFocus = (change: () => void, selector: string): void => {
    // At once: a frame later, somebody may have begun to type elsewhere.
    flushSync(change);
    group.current?.querySelector<HTMLElement>(selector)?.focus();
  };
  return (
    <fieldset ref={group} className="list-rows">
      <legend>{label}</legend>
      {error !== undefined && (
        <p className="field-error">
          {label} {error}
        </p>
      )}
      <ul>
        {rows.map((row, index) => {
          const name = `${one} ${index + 1}`;
          const message = errors[row.id];
          const messageId = `${row.id}-error`;
          return (
            <li key={row.id} className="list-row">
              {children(row, name, {
                'aria-describedby': message === undefined ? undefined : messageId,
                'aria-invalid': message !== undefined,
              })}
              <button
                type="button"
                aria-label={`Remove ${name}`}
                onClick={() => changeAndFocus(() => onRemove(row.id), '.add-row')}
              >
                Remove
              </button>
              {message !== undefined && (
                <p id={messageId} className="field-error">
                  This {one} {message}
                </p>
              )}
            </li>
          );
        })}
      </ul>
      <button
        type="button"
        className="add-row"
        onClick={() => changeAndFocus(onAdd, 'li:last-of-type input')}
      >
        Add a{/^[aeiou]/.test(one) ? 'n' : ''} {one}
      </button>
    </fieldset>
  );
}
