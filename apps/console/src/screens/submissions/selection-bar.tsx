import { useRef, useState } from 'react';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { formatCount } from '../../formats/numbers.ts';
import { useSession } from '../../session/session.ts';
import { type Action, type ActionResult, createRunner } from './run-action.ts';
import type { Row } from './list-query.ts';
import { SelectionResults } from './selection-results.tsx';

interface SelectionBarProps {
  readonly selected: ReadonlyMap<string, Row>;
  readonly onClear: () => void;
  readonly onDone: () => void;
}

/** Retries or cancels what is selected, and shows what became of each. */
export function SelectionBar({ selected, onClear, onDone }: SelectionBarProps) {
  const { catalog } = useSession();
  const runner = useRef(createRunner(catalog));
  const [asked, setAsked] = useState<Action>();
  const [busy, setBusy] = useState(false);
  const [results, setResults] = useState<readonly ActionResult[]>([]);
  const rows = [...selected.values()];
  const run = async (action: Action): Promise<void> => {
    setBusy(true);
    setResults(await runner.current(action, rows));
    setBusy(false);
    setAsked(undefined);
    onClear();
    onDone();
  };
  return (
    <>
      {rows.length > 0 && (
        <div className="selection" role="group" aria-label="Selection">
          <strong>{formatCount(rows.length)} selected</strong>
          {rows.some(({ kind }) => kind === 'submission') && (
            <button type="button" onClick={() => setAsked('retry')}>
              Retry what was not saved
            </button>
          )}
          <button type="button" onClick={() => setAsked('cancel')}>
            Cancel
          </button>
          <button type="button" className="plain" onClick={onClear}>
            Clear the selection
          </button>
        </div>
      )}
      <SelectionResults results={results} onClose={() => setResults([])} />
      {asked !== undefined && (
        <ConfirmDialog
          title={asked === 'retry' ? 'Retry the selected ones?' : 'Cancel the selected ones?'}
          action={asked === 'retry' ? `Retry ${rows.length}` : `Cancel ${rows.length}`}
          dangerous={asked === 'cancel'}
          busy={busy}
          onConfirm={() => void run(asked)}
          onClose={() => setAsked(undefined)}
        >
          <p>
            {asked === 'retry'
              ? 'Their failed and cancelled items are submitted again, as new submissions.'
              : 'What is saved stays. What is not saved yet will not be.'}
          </p>
        </ConfirmDialog>
      )}
    </>
  );
}
