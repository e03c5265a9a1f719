import type { Submission, SubmissionItem } from '@async-catalog/client';
import { useState } from 'react';
import { Loading } from '../../components/loading.tsx';
import { OUTCOMES } from '../../components/outcome-bar.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { VirtualList } from '../../components/virtual-list.tsx';
import { formatCount } from '../../formats/numbers.ts';
import { ItemLine } from './item-line.tsx';
import { useItems } from './use-items.ts';

/** Tall enough for three lines, which an item has on a narrow page. */
const ROW_HEIGHT = 76;

/** Lists the items with their outcomes, in the order of the request. */
export function Items({ submission }: { submission: Submission }) {
  const [outcome, setOutcome] = useState<SubmissionItem['outcome']>();
  const { rows, error, retry, loadMore } = useItems(submission, outcome);
  const { counts } = submission;
  const total = outcome === undefined ? counts.total : counts[outcome];
  return (
    <section className="card" aria-labelledby="items">
      <div className="card-header">
        <h2 id="items">Items</h2>
        <label className="inline-field">
          <span>Show</span>
          <select
            value={outcome ?? ''}
            onChange={({ target }) => setOutcome((target.value || undefined) as typeof outcome)}
          >
            <option value="">all ({formatCount(counts.total)})</option>
            {OUTCOMES.filter((name) => name !== 'valid').map((name) => (
              <option key={name} value={name} disabled={counts[name] === 0}>
                {name} ({formatCount(counts[name])})
              </option>
            ))}
          </select>
        </label>
      </div>
      {error !== null && <ProblemNotice error={error} onRetry={retry} />}
      {rows === undefined && error === null && <Loading what="the items" />}
      {rows?.length === 0 && error === null && <p className="empty">No items with this outcome.</p>}
      {rows !== undefined && rows.length > 0 && (
        <VirtualList
          label="List of items"
          rows={rows}
          rowHeight={ROW_HEIGHT}
          keyOf={({ index }) => index}
          loadMore={loadMore}
          total={total}
        >
          {(row) => <ItemLine row={row} />}
        </VirtualList>
      )}
    </section>
  );
}
