import { useState } from 'react';
import type { ImportDraft } from '../../../core/import-draft.ts';
import { mappingPointer } from '../../../core/mapping-errors.ts';
import { formatCount } from '../../../formats/numbers.ts';
import { ColumnRow } from './column-row.tsx';

/** Columns left out that are shown among the others; more of them are folded. */
const SHOWN_LEFT_OUT = 5;

interface ColumnsProps {
  readonly draft: ImportDraft;
  readonly onDraft: (draft: ImportDraft) => void;
}

/** Shows the columns in their order; where many were found to be of no use, these come last and are folded. */
export function Columns({ draft, onDraft }: ColumnsProps) {
  const [open, setOpen] = useState(false);
  const { sniffed, guesses, firstGuesses, errors } = draft;
  // By what was guessed first, so that no column moves while somebody changes it.
  const leftOut = firstGuesses.flatMap(({ column, field }) => (field === undefined ? [column] : []));
  const folded = new Set(leftOut.length > SHOWN_LEFT_OUT ? leftOut : []);
  const hasError = errors.some(({ pointer }) =>
    leftOut.some((column) => pointer === mappingPointer('columns', column)),
  );
  const rows = (wanted: boolean) =>
    guesses.map(
      (guess, index) =>
        folded.has(guess.column) === wanted && (
          <ColumnRow
            key={guess.column}
            guess={guess}
            samples={sniffed.samples.map((row) => row[index] ?? '')}
            id={`column-${index}`}
            draft={draft}
            onDraft={onDraft}
          />
        ),
    );
  return (
    <>
      <ul className="columns">{rows(false)}</ul>
      {folded.size > 0 && (
        <details open={open || hasError} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
          <summary>{formatCount(folded.size)} other columns, which fill no field of their own</summary>
          <ul className="columns">{rows(true)}</ul>
        </details>
      )}
    </>
  );
}
