import { CatalogProblemError } from '@async-catalog/client';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { QueuedNotice } from '../../components/queued-notice.tsx';
import { ConflictNotice } from './conflict-notice.tsx';
import type { Edit } from './use-edit.ts';

/** Says how far a change is, or why it isn't saved. */
export function EditOutcome({ edit, onRetry }: { edit: Edit; onRetry: () => void }) {
  const { change, errors, conflict, nothingChanged, readError } = edit;
  const wrong = Object.keys(errors).length;
  return (
    <>
      {change.step === 'sending' && <p role="status">Sending your change…</p>}
      {change.step === 'queued' && <QueuedNotice what="Your change" change={change} />}
      {change.step === 'error' && !isAboutFields(change.error) && (
        <ProblemNotice error={change.error} onRetry={onRetry} />
      )}
      {!edit.busy && wrong > 0 && (
        <div className="notice notice-error" role="alert">
          <div>
            <strong>Not saved</strong>
            <p>
              {errors[''] ??
                `Correct ${wrong === 1 ? 'the field that is' : `the ${wrong} fields that are`} marked below.`}
            </p>
          </div>
        </div>
      )}
      {!edit.busy && nothingChanged && (
        <div className="notice" role="status">
          <div>
            <strong>Nothing changed</strong>
            <p>The form says what the product says, so nothing was sent.</p>
          </div>
        </div>
      )}
      {readError !== undefined && <ProblemNotice error={readError} onRetry={edit.readAgain} />}
      {!edit.busy && conflict !== undefined && (
        <ConflictNotice conflict={conflict} mine={edit.mine} onDiscard={edit.discard} />
      )}
    </>
  );
}

/** Recognizes a refusal whose messages stand at the fields. */
function isAboutFields(error: unknown): boolean {
  return error instanceof CatalogProblemError && (error.problem?.errors ?? []).length > 0;
}
