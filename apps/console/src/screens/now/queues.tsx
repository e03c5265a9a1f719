import type { Stats } from '@async-catalog/client';
import { Link } from '@tanstack/react-router';
import { formatCount } from '../../formats/numbers.ts';
import { formatDuration } from '../../formats/times.ts';

const NAMES: Readonly<Record<string, string>> = {
  'product-queue': 'Small submissions',
  'product-bulk-queue': 'Large submissions',
  'import-queue': 'Imports',
};

/** Shows what waits in each queue, for how long, and what was given up. */
export function Queues({ queues, deadLetters }: Pick<Stats, 'queues' | 'deadLetters'>) {
  return (
    <div className="grid queues">
      {queues.map(({ name, waiting, inFlight, delayed, oldestMessage }) => (
        <section key={name} className="card" aria-labelledby={name}>
          <h2 id={name}>{NAMES[name] ?? name}</h2>
          <p>
            <span className="big">{formatCount(waiting)}</span> waiting
          </p>
          <p className="muted">
            {formatCount(inFlight)} being worked on
            {delayed > 0 && `, ${formatCount(delayed)} delayed`}
          </p>
          {oldestMessage !== undefined && (
            <p className="muted">Oldest: {formatDuration(1000 * oldestMessage.ageSeconds)}</p>
          )}
        </section>
      ))}
      <section className="card" aria-labelledby="given-up">
        <h2 id="given-up">Dead letters</h2>
        <p>
          <span className={deadLetters.products > 0 ? 'big alarming' : 'big'}>
            {formatCount(deadLetters.products)}
          </span>{' '}
          <Link to="/dead-letters">products</Link>
        </p>
        <p className={deadLetters.imports > 0 ? 'alarming' : 'muted'}>
          {formatCount(deadLetters.imports)} steps of imports
        </p>
      </section>
    </div>
  );
}
