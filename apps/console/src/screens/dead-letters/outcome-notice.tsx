import type { DroppedDeadLetters, RedrivenDeadLetters } from '@async-catalog/client';
import { whatIsLeft } from '../../core/what-is-left.ts';
import { formatCount } from '../../formats/numbers.ts';

export type Done =
  | ({ readonly action: 'redrive' } & RedrivenDeadLetters)
  | ({ readonly action: 'drop' } & DroppedDeadLetters);

/** Says how many were sent back or deleted, and what is left to do. */
export function OutcomeNotice({ done }: { done: Done }) {
  const left = whatIsLeft(done, formatCount);
  return (
    <div className="notice" role="status">
      <div>
        <strong>
          {done.action === 'redrive'
            ? `${formatCount(done.redriven)} sent back`
            : `${formatCount(done.dropped)} deleted`}
        </strong>
        {left !== undefined && <p>{left}</p>}
      </div>
    </div>
  );
}
