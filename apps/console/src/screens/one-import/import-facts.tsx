import type { Import } from '@async-catalog/client';
import type { ReactNode } from 'react';
import { formatBytes, formatCount } from '../../formats/numbers.ts';
import { isTerminal } from '../../formats/statuses.ts';
import { formatDuration, formatTime } from '../../formats/times.ts';

/** Shows what was read, and when. */
export function ImportFacts({ found }: { found: Import }) {
  const { rows, size, createdAt, startedAt, completedAt, deadlineAt, expiresAt } = found;
  const facts: (readonly [string, ReactNode])[] = [
    ['Rows read', formatCount(rows.read)],
    ...(rows.skipped > 0 ? [['Without a product', formatCount(rows.skipped)] as const] : []),
    ['Size', formatBytes(size)],
    ['Created', formatTime(createdAt)],
    ...(startedAt === undefined ? [] : [['Started', formatTime(startedAt)] as const]),
    ...(completedAt === undefined ? [] : [['Finished', formatTime(completedAt)] as const]),
    ...(startedAt === undefined || completedAt === undefined
      ? []
      : [['Took', formatDuration(Date.parse(completedAt) - Date.parse(startedAt))] as const]),
    ...(isTerminal(found.status) ? [] : [['Due', formatTime(deadlineAt)] as const]),
    ['Kept until', formatTime(expiresAt)],
    ['Import', <code key="id">{found.importId}</code>],
  ];
  return (
    <section className="card" aria-labelledby="facts-title">
      <h2 id="facts-title">Facts</h2>
      <dl className="facts">
        {facts.map(([label, value]) => (
          <div key={label} className="fact">
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
