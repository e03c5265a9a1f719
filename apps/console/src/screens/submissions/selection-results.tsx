import { Link } from '@tanstack/react-router';
import type { ActionResult } from './run-action.ts';

/** Says what became of each row of a selection. */
export function SelectionResults({
  results,
  onClose,
}: {
  results: readonly ActionResult[];
  onClose: () => void;
}) {
  return (
    <div role="status">
      {results.length > 0 && (
        <div className="notice">
          <div>
            <strong>
              {results.filter(({ failed }) => !failed).length} of {results.length} done
            </strong>
            <ul>
              {results.map(({ row, text, submissionId }) => (
                <li key={row.id}>
                  {row.fileName ?? row.id.slice(0, 8)}: {text}
                  {submissionId !== undefined && (
                    <>
                      {', as '}
                      <Link to="/submissions/$submissionId" params={{ submissionId }}>
                        {submissionId.slice(0, 8)}…
                      </Link>
                    </>
                  )}
                </li>
              ))}
            </ul>
            <button type="button" onClick={onClose}>
              Close
            </button>
          </div>
        </div>
      )}
    </div>
  );
}
