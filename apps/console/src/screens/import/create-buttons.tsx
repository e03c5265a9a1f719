import type { ImportDraft } from '../../core/import-draft.ts';

interface CreateButtonsProps {
  readonly draft: ImportDraft;
  readonly busy: boolean;
  readonly onCreate: (preview: boolean) => void;
}

/** Offers the preview, and what can't lose anything also without one. */
export function CreateButtons({ draft, busy, onCreate }: CreateButtonsProps) {
  const hasErrors = draft.errors.length > 0;
  const { op = 'merge' } = draft.mapping;
  const canLose = op === 'put' || op === 'delete';
  return (
    <div>
      <div className="buttons">
        <button type="button" className="primary" disabled={hasErrors || busy} onClick={() => onCreate(true)}>
          Preview the changes
        </button>
        {!canLose && (
          <button type="button" disabled={hasErrors || busy} onClick={() => onCreate(false)}>
            Import without a preview
          </button>
        )}
      </div>
      <p className="muted" role="status">
        {explain(hasErrors, canLose)}
      </p>
    </div>
  );
}

function explain(hasErrors: boolean, canLose: boolean): string {
  if (hasErrors) {
    return 'Something above has to be corrected first.';
  }
  return canLose
    ? 'What would be removed is shown first. A preview reads the whole file and changes nothing.'
    : 'A preview reads the whole file and changes nothing.';
}
