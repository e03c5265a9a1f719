import type { DroppedDeadLetters, RedrivenDeadLetters } from '@async-catalog/client';
import { formatCount } from '../../formats/numbers.ts';

export type Done =
  | ({ readonly action: 'redrive' } & RedrivenDeadLetters)
  | ({ readonly action: 'drop' } & DroppedDeadLetters);

/** Says how many were sent back or deleted, and what is left to do. */
export function OutcomeNotice({ done }: { done: Done }) {
  const { notFound, more } = done;
  return (
    <div className="notice" role="status">
      <div>
        <strong>
          {done.action === 'redrive'
            ? `${formatCount(done.redriven)} sent back`
            : `${formatCount(done.dropped)} deleted`}
        </strong>
        {notFound.length > 0 && (
          <p>
            {formatCount(notFound.length)} not found: somebody else has received them, or they are gone. Look
            at the list again in half a minute.
          </p>
        )}
        {more && <p>There may be others. Do it again.</p>}
      </div>
    </div>
  );
}
