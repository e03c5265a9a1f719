import type { Import } from '@async-catalog/client';
import { formatCount } from '../../formats/numbers.ts';

/** Counts what was created, updated, left as it is, deleted and refused, or in a preview what would be. */
export function ChangeCounts({ found }: { found: Import }) {
  const { created, updated, unchanged, deleted } = found.changes;
  const { failed, rejected, superseded } = found.counts;
  const shown: (readonly [string, number, string?])[] = [
    ['created', created],
    ['updated', updated],
    ['unchanged', unchanged],
    ...(deleted > 0 ? [['deleted', deleted] as const] : []),
    ...(superseded > 0 ? [['replaced by something newer', superseded] as const] : []),
    ['refused', failed + rejected, failed + rejected > 0 ? 'refused' : ''],
  ];
  return (
    <dl className="change-counts">
      {shown.map(([label, count, kind = '']) => (
        <div key={label} className={kind}>
          <dt>{label}</dt>
          <dd className="big">{formatCount(count)}</dd>
        </div>
      ))}
    </dl>
  );
}
