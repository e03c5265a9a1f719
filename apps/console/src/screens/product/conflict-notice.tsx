import { describeFields, differencesOf, withChanges } from '../../core/product/describe-fields.ts';
import type { Changes } from '../../core/product/read-form.ts';
import type { Conflict } from './use-edit.ts';

interface ConflictNoticeProps {
  readonly conflict: Conflict;
  readonly mine: Changes;
  readonly onDiscard: () => void;
}

/** Shows somebody else's change beside one's own. */
export function ConflictNotice({ conflict: { before, theirs }, mine, onDiscard }: ConflictNoticeProps) {
  const result = withChanges(theirs, mine);
  const labels = new Set([
    ...differencesOf(before, theirs).map(({ label }) => label),
    ...differencesOf(theirs, result).map(({ label }) => label),
  ]);
  const [old, their, own] = [describeFields(before), describeFields(theirs), describeFields(result)];
  const isMine = (label: string): boolean => own.get(label) !== their.get(label);
  return (
    <div className="notice notice-warning" role="alert">
      <div className="conflict">
        <strong>Not saved: somebody else changed this product meanwhile</strong>
        <p>
          The form below has their version with your changes on top. Look at both, and save again if yours are
          still right.
        </p>
        <div className="scroll-x" tabIndex={0} role="region" aria-label="Their changes beside yours">
          <table>
            <thead>
              <tr>
                <th scope="col">Field</th>
                <th scope="col">Before</th>
                <th scope="col">Theirs</th>
                <th scope="col">Yours</th>
              </tr>
            </thead>
            <tbody>
              {[...labels].map((label) => (
                <tr key={label}>
                  <th scope="row">{label}</th>
                  <td>{old.get(label) ?? '–'}</td>
                  <td>{their.get(label) ?? '–'}</td>
                  <td>{isMine(label) ? <strong>{own.get(label) ?? 'removed'}</strong> : 'as theirs'}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        {Object.keys(mine).length > 0 && (
          <button type="button" onClick={onDiscard}>
            Discard mine, keep theirs
          </button>
        )}
      </div>
    </div>
  );
}
