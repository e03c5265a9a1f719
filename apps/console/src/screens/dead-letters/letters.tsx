import type { DeadLetter } from '@async-catalog/client';
import { Link } from '@tanstack/react-router';
import { Age } from '../../components/age.tsx';
import { CUT_OFF, groupLetters } from '../../core/group-letters.ts';
import { formatCount } from '../../formats/numbers.ts';
import { Message } from './message.tsx';

interface LettersProps {
  readonly items: readonly DeadLetter[];
  readonly selected: ReadonlySet<string>;
  readonly onSelect: (selected: ReadonlySet<string>) => void;
}

/** Lists dead letters by reason. */
export function Letters({ items, selected, onSelect }: LettersProps) {
  const toggle = (ids: readonly string[], on: boolean): void => {
    const next = new Set(selected);
    ids.forEach((id) => (on ? next.add(id) : next.delete(id)));
    onSelect(next);
  };
  return groupLetters(items).map(({ code, letters }) => {
    const ids = letters.map(({ id }) => id);
    return (
      <section key={code} className="card" aria-labelledby={`group-${code}`}>
        <h2 id={`group-${code}`} className="letter-group">
          <input
            type="checkbox"
            aria-label={`Select all of ${code}`}
            checked={ids.every((id) => selected.has(id))}
            onChange={({ target }) => toggle(ids, target.checked)}
          />
          <code>{code}</code> <span className="muted">{formatCount(letters.length)}</span>
        </h2>
        {code === CUT_OFF && (
          <p className="muted">
            SQS moved these: the worker was cut off at every delivery. Its log says why, by the original id.
          </p>
        )}
        <ul className="letters">
          {letters.map((letter) => (
            <Letter
              key={letter.id}
              letter={letter}
              selected={selected.has(letter.id)}
              onToggle={(on) => toggle([letter.id], on)}
            />
          ))}
        </ul>
      </section>
    );
  });
}

function Letter(props: { letter: DeadLetter; selected: boolean; onToggle: (on: boolean) => void }) {
  const { letter, selected, onToggle } = props;
  const { id, sentAt, reason, submissionId, index, sku, name, originalId, body } = letter;
  const title = name ?? sku ?? id;
  return (
    <li>
      <input
        type="checkbox"
        aria-label={`Select ${title}`}
        checked={selected}
        onChange={({ target }) => onToggle(target.checked)}
      />
      <div>
        <strong>{title}</strong>{' '}
        <span className="muted">{sku !== undefined && name !== undefined && sku}</span>
        {reason !== undefined && <p>{reason}</p>}
        <p className="muted">
          <Age time={sentAt} />
          {submissionId !== undefined && (
            <>
              , {index === undefined ? 'an item' : `item ${index}`} of{' '}
              <Link to="/submissions/$submissionId" params={{ submissionId }}>
                {submissionId.slice(0, 8)}…
              </Link>
            </>
          )}
        </p>
        <Message body={body} originalId={originalId} />
      </div>
    </li>
  );
}
